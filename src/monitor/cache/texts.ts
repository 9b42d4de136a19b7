import type { ChatListName, TableRecord } from '../chat-table.js';
import type { ListCursors } from '../lists.js';
import type { Scope } from '../types.js';

/** Another one for every change of what the texts mean: texts of any other are dropped. */
const FORMAT = 1;
/** Chats are spread over so many texts, and only those with a changed chat are written again. */
const BUCKETS = 128;

export type Texts = Map<string, string | undefined>;

/** What belongs together in the store, by text. Every other text is numbered, and good only with the number given here. */
export interface Head {
  /** The page that wrote it. */
  readonly writer: string;
  /** The last moment at which the view was right, backend time. */
  readonly savedAt: number;
  /** Milliseconds that the backend's clock is ahead of the browser's. */
  readonly offset: number;
  /** Of the floor. */
  readonly scope: Scope;
  readonly lists: ListCursors;
  readonly numbers: Readonly<Record<string, number>>;
}

const bucketNames: string[] = [];
for (let bucket = 0; bucket < BUCKETS; bucket += 1) bucketNames.push(nameOfBucket(bucket));

/** What is needed before the first rows can be shown. */
export const firstNames: readonly string[] = ['owner', 'preferences', 'head', 'session', 'queues', 'top'];
/** What is read after them. */
export const otherNames: readonly string[] = [...bucketNames, 'agents'];

/** The text of the bucket in which a chat is kept. */
export function bucketOf(chatId: string): string {
  let hash = 0;
  for (let at = 0; at < chatId.length; at += 1) hash = (Math.imul(hash, 31) + chatId.charCodeAt(at)) | 0;
  return nameOfBucket(hash & (BUCKETS - 1));
}

function nameOfBucket(bucket: number): string {
  return `chats-${bucket}`;
}

/** Takes the view out of the store, and leaves the preferences. */
export function withoutView(): Texts {
  const texts: Texts = new Map();
  for (const name of [...firstNames, ...otherNames]) {
    if (name !== 'owner' && name !== 'preferences') texts.set(name, undefined);
  }
  return texts;
}

/** Says in what format and for whom the other texts are. */
export function ownerText(viewerId: string, viewerKey: string | undefined): string {
  return JSON.stringify({ format: FORMAT, viewerId, viewerKey });
}

/** For whom the texts are; undefined where this page cannot use them. */
export function viewerOf(owner: string, viewerKey: string | undefined): string | undefined {
  const { viewerId } = JSON.parse(owner) as { viewerId: string };
  return owner === ownerText(viewerId, viewerKey) ? viewerId : undefined;
}

/** Not checked further: what it says of the other texts is. */
export function readHead(text: string): Head {
  return JSON.parse(text) as Head;
}

/** One text that the head numbers. */
export function partText(writer: string, number: number, value: unknown): string {
  return JSON.stringify([writer, number, value]);
}

/** Throws where the text is missing, broken, or does not belong with the head. */
export function readPart(texts: ReadonlyMap<string, string>, name: string, { writer, numbers }: Head): unknown {
  const [by, number, value] = JSON.parse(texts.get(name) ?? '') as unknown[];
  if (by !== writer || number !== numbers[name]) throw new Error(`${name} is of another view`);
  return value;
}

const memberships: readonly (readonly ChatListName[])[] = [[], ['floor'], ['mine'], ['floor', 'mine']];

/** A chat, not checked, and the lists that it is in. */
export type Row = readonly [lists: number, chat: unknown];

export function rowOf({ confirmed, floor, mine }: TableRecord): Row {
  return [(floor ? 1 : 0) + (mine ? 2 : 0), confirmed];
}

export function listsOf([lists]: Row): readonly ChatListName[] {
  return memberships[lists] ?? [];
}
