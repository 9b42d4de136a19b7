import type { Chat } from '../../../../src/contract/index.js';
import { ROW_HEIGHT } from './columns.js';
import type { Contender, SeenRow } from './contender.js';
import type { Feed } from './feed.js';
import { agents } from './floor-life.js';
import { compareChats } from './order.js';

/** What was seen of the rows, frame by frame. */
export interface SightCounts {
  readonly frames: number;
  /** Frames with a row whose chat has long been assigned otherwise, or has left. */
  readonly stale: number;
  /** How far the scroller was from its top, at most; px. */
  readonly furthest: number;
}

/** How long a row may take to show a change, ms. */
const GRACE = 250;
const SAMPLES = 7;

const agentNames = new Set(agents.map(({ name }) => name));

interface Sample {
  readonly at: number;
  readonly rows: readonly SeenRow[];
}

/** Looks at some rows after each frame. */
export class SightRecorder {
  readonly #contender: Contender;
  #samples: Sample[] = [];
  #scroller: Element | undefined;
  #furthest = 0;
  #request = 0;
  readonly #channel = new MessageChannel();

  constructor(contender: Contender) {
    this.#contender = contender;
    this.#channel.port1.onmessage = () => {
      if (this.#request !== 0) this.#look();
    };
  }

  begin(): void {
    this.#samples = [];
    this.#furthest = 0;
    this.#scroller = this.#contender.scroller();
    this.#request = requestAnimationFrame(this.#frame);
  }

  end(feed: Feed, chats: readonly Chat[]): SightCounts {
    cancelAnimationFrame(this.#request);
    this.#request = 0;
    const history = new History(feed, chats);
    const stale = this.#samples.filter(({ at, rows }) => rows.some((row) => history.isStale(row, at)));
    return { frames: this.#samples.length, stale: stale.length, furthest: this.#furthest };
  }

  readonly #frame = (): void => {
    this.#channel.port2.postMessage(undefined);
    this.#request = requestAnimationFrame(this.#frame);
  };

  #look(): void {
    this.#furthest = Math.max(this.#furthest, this.#scroller?.scrollTop ?? 0);
    const { top, bottom } = this.#contender.area();
    const step = (bottom - top) / SAMPLES;
    const rows: SeenRow[] = [];
    for (let y = top + step / 2; y < bottom; y += step) {
      const row = this.#contender.rowAt(y);
      if (row && numberIn(row.requester) !== undefined) rows.push(row);
    }
    this.#samples.push({ at: performance.now(), rows });
  }
}

/** Who was assigned to each chat, and when. */
class History {
  readonly #entries = new Map<number, { readonly at: number; readonly chat: Chat | undefined }[]>();

  constructor(feed: Feed, chats: readonly Chat[]) {
    for (const chat of chats) this.#add(chat.id, -Infinity, chat);
    for (const { at, batch } of feed.arrived()) {
      for (const id of batch.removes) this.#add(id, at, undefined);
      for (const chat of batch.upserts) this.#add(chat.id, at, chat);
    }
  }

  isStale(row: SeenRow, at: number): boolean {
    const entries = this.#entries.get(numberIn(row.requester) ?? -1) ?? [];
    return !entries.some((entry, index) => {
      const until = entries[index + 1]?.at ?? Infinity;
      return entry.at <= at && until > at - GRACE && shows(row, entry.chat);
    });
  }

  #add(id: string, at: number, chat: Chat | undefined): void {
    const number = Number(id.slice('chat-'.length));
    const entries = this.#entries.get(number);
    if (entries === undefined) this.#entries.set(number, [{ at, chat }]);
    else entries.push({ at, chat });
  }
}

/** Every requester has a number in the name. */
function numberIn(requester: string): number | undefined {
  const found = /#(\d{7})/.exec(requester)?.[1];
  return found === undefined ? undefined : Number(found);
}

function shows(row: SeenRow, chat: Chat | undefined): boolean {
  if (chat === undefined || row.ghost === true) return row.ghost === true;
  return chat.assignee === undefined ? !agentNames.has(row.agent) : row.agent === chat.assignee.name;
}

/** Whether rows are there, from the first to the last that is in sight. */
export function hasRows(contender: Contender): boolean {
  const { top, bottom } = contender.area();
  return [top + ROW_HEIGHT / 2, (top + bottom) / 2, bottom - ROW_HEIGHT / 2].every(
    (y) => numberIn(contender.rowAt(y)?.requester ?? '') !== undefined,
  );
}

/** What is wrong with the rows in sight, which are the first ones. */
export function problemsWith(contender: Contender, feed: Feed): readonly string[] {
  const expected = [...feed.state().values()].sort(compareChats);
  const { top, bottom } = contender.area();
  const problems: string[] = [];
  for (let index = 0; (index + 1) * ROW_HEIGHT <= bottom - top; index += 1) {
    const row = contender.rowAt(top + (index + 0.5) * ROW_HEIGHT);
    const chat = expected[index];
    if (chat === undefined || (row?.requester.startsWith(chat.requester.name) && shows(row, chat))) continue;
    const seen = row === undefined ? 'nothing' : `${row.requester}, ${row.agent}`;
    problems.push(`row ${String(index)}: ${chat.requester.name}, ${chat.assignee?.name ?? 'nobody'}; shown is ${seen}`);
  }
  return problems;
}
