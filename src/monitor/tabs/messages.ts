import {
  ChatError,
  type Changes,
  type ChatErrorCode,
  type ChatErrorOptions,
  type Session,
} from '../../contract/index.js';

/** Changes whenever pages of two versions could not understand each other any more. */
export const PROTOCOL = 1;

/** The calls that a page makes through the leading page. */
export const relayedCalls = ['listQueues', 'perform', 'outcome', 'report', 'readReport', 'sendMessage'] as const;
export type RelayedCall = (typeof relayedCalls)[number];

/** The lists that a page watches through the leading page. */
export const relayedLists = ['watchChats', 'watchAgents', 'watchNotices', 'watchMessages', 'watchSession'] as const;
export type RelayedList = (typeof relayedLists)[number];

/** One list with its query: what several pages watch together. */
export interface ListAddress {
  readonly list: RelayedList;
  /** Query or chat id; absent where the list takes none. */
  readonly argument?: unknown;
}

/** A place in the changes of one replica. */
export interface Place {
  /** Of the replica: every one counts for itself. */
  readonly replica: string;
  readonly seq: number;
}

export interface PlainError extends Omit<ChatErrorOptions, 'cause'> {
  readonly code: ChatErrorCode;
  readonly message: string;
}

export type Answer = { readonly value: unknown } | { readonly error: PlainError | 'aborted' };

/** What a follower says to whoever leads. */
export type FollowerMessage =
  | { readonly type: 'hello' }
  /** Tells which lists it follows, and asks for a sign of life. */
  | { readonly type: 'ping'; readonly lists: readonly string[] }
  /** It is looked at: a leader that is not may step back. */
  | { readonly type: 'may-lead' }
  | {
      readonly type: 'call';
      readonly id: string;
      /** When it was made; the pages of one browser have one clock. */
      readonly at: number;
      readonly method: RelayedCall;
      readonly args: readonly unknown[];
    }
  | { readonly type: 'cancel'; readonly id: string }
  /** Brings a list up to date, from a place or a cursor if it has one. */
  | {
      readonly type: 'catch-up';
      readonly id: string;
      readonly address: ListAddress;
      readonly place?: Place;
      readonly cursor?: string;
    }
  | { readonly type: 'bye' };

/** What the leader says, to one follower or to all. */
export type LeaderMessage =
  /** Connected: this is the session, also when it was replaced. */
  | { readonly type: 'welcome'; readonly session: Session; readonly methods: readonly string[] }
  /** Leads, and has no connection yet. */
  | { readonly type: 'connecting' }
  /** There is no connection: none could be made, or it ended. */
  | { readonly type: 'failed'; readonly error: PlainError }
  | { readonly type: 'pong'; readonly visible: boolean; readonly places: Readonly<Record<string, Place>> }
  | { readonly type: 'you-lead' }
  | { readonly type: 'answer'; readonly id: string; readonly answer: Answer }
  /** A part of what a list missed; `place` with the last one. */
  | { readonly type: 'caught-up'; readonly id: string; readonly batch: Changes<Identified>; readonly place?: Place }
  /** The list cannot be followed for now. */
  | { readonly type: 'broken'; readonly list: string; readonly error: PlainError };

export interface Envelope<M> {
  readonly protocol: number;
  readonly from: string;
  /** A page; absent for all. */
  readonly to?: string;
  /** Who leads; absent in what a follower says. */
  readonly leader?: true;
  readonly message: M;
}

/** What changed in a list since the place before, on the list's own channel. */
export interface ListNews {
  readonly from: number;
  readonly place: Place;
  readonly batch: Changes<Identified>;
}

export type Identified = { readonly id: string };

export function isEnvelope(message: unknown): message is Envelope<FollowerMessage | LeaderMessage> {
  return typeof message === 'object' && message !== null && 'protocol' in message && 'message' in message;
}

export function listKey({ list, argument }: ListAddress): string {
  return argument === undefined ? list : `${list} ${JSON.stringify(argument)}`;
}

export function toPlain({ code, message, retryable, retryAfter, backendCode, chat, by }: ChatError): PlainError {
  return {
    code,
    message,
    retryable,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(backendCode !== undefined && { backendCode }),
    ...(chat && { chat }),
    ...(by && { by }),
  };
}

export function fromPlain({ code, message, ...options }: PlainError): ChatError {
  return new ChatError(code, message, options);
}

/** Copies that came from another page are values too, as everything that comes through the guard. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const key of Object.keys(value)) frozen(value[key as keyof T]);
  return Object.freeze(value);
}
