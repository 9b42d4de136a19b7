import { randomFrom } from '../../../../src/adapters/memory/runtime.js';
import { agentNames, issueTexts, requesterNames } from '../../../../src/adapters/memory/seed-words.js';
import type { Chat, Named } from '../../../../src/contract/index.js';

/** What happened in one part of a second. Whole records, an id at most once. */
export interface Batch {
  readonly upserts: readonly Chat[];
  readonly removes: readonly string[];
  /** Epoch ms. */
  readonly at: number;
}

/** Milliseconds between batches. */
export const STEP = 50;

const MINUTE = 60_000;
const queues = named('queue', [
  'IT Service Desk',
  'HR Desk',
  'Clinic IT',
  'Access Requests',
  'Field Support',
  'Plant IT',
]);
const companies = named('company', ['Calbro Services', 'Northwind Health', 'Petramco']);
export const agents = named(
  'agent',
  [1, 2, 3].flatMap((round) => agentNames.map((name) => `${name} ${String(round)}`)),
);

/** Shares of all changes; what is left are messages. */
const shares = { assignment: 0.16, flag: 0.03, close: 0.03 };
/** Of all chats. */
const flaggedShare = 0.02;

/** A floor of chats and what happens on it; the same numbers make the same life. */
export class FloorLife {
  readonly #random: () => number;
  readonly #open: Chat[] = [];
  /** By place in `#open`: the last batch that was about it. */
  readonly #touched: number[] = [];
  readonly #flagged: number[] = [];
  readonly #flagsAtMost: number;
  #opened = 0;
  #batches = 0;
  #now: number;

  /** `now`: epoch ms at which it begins. */
  constructor(rows: number, now: number, seed = 1) {
    this.#random = randomFrom(seed);
    this.#now = now;
    this.#flagsAtMost = Math.max(3, Math.round(rows * flaggedShare));
    for (let place = 0; place < rows; place += 1) {
      this.#open.push(this.#older(this.#newChat()));
      if (this.#open[place]?.assist) this.#flagged.push(place);
    }
  }

  /** All open chats, in no particular order. */
  chats(): readonly Chat[] {
    return asReceived(this.#open);
  }

  batch(changes: number): Batch {
    this.#batches += 1;
    this.#now += STEP;
    const upserts: Chat[] = [];
    const removes: string[] = [];
    const put = (place: number, chat: Chat): void => {
      this.#open[place] = chat;
      upserts.push(chat);
    };
    while (upserts.length + removes.length < changes) {
      const dice = this.#random();
      if (dice < shares.close && upserts.length + removes.length + 2 <= changes) {
        const place = this.#untouched();
        removes.push(this.#at(place).id);
        this.#unflag(place);
        put(place, this.#newChat());
      } else if (dice < shares.close + shares.flag) {
        const place = this.#flagPlace();
        put(place, this.#turnFlag(place));
      } else if (dice < shares.close + shares.flag + shares.assignment) {
        const place = this.#untouched();
        put(place, this.#move(place));
      } else {
        const place = this.#untouched();
        const chat = this.#at(place);
        put(place, this.#next(chat, { messageCount: (chat.messageCount ?? 0) + 1, lastMessageAt: this.#now }));
      }
    }
    return { upserts: asReceived(upserts), removes, at: this.#now };
  }

  #at(place: number): Chat {
    return this.#open[place] as Chat;
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)] as T;
  }

  /** A place that this batch is not about yet. */
  #untouched(): number {
    let place = this.#below(this.#open.length);
    while (this.#touched[place] === this.#batches) place = this.#below(this.#open.length);
    this.#touched[place] = this.#batches;
    return place;
  }

  #newChat(): Chat {
    this.#opened += 1;
    const number = String(this.#opened).padStart(7, '0');
    const queue = this.#below(queues.length);
    return {
      id: `chat-${number}`,
      version: 1,
      assignmentVersion: '1',
      status: 'pending',
      requester: { id: `requester-${number}`, name: `${this.#pick(requesterNames)} #${number}` },
      issue: this.#pick(issueTexts),
      company: companies[queue >> 1] as Named,
      queue: queues[queue] as Named,
      participants: [],
      openedAt: this.#now,
      waitingSince: this.#now,
      messageCount: 1,
      lastMessageAt: this.#now,
      allowed: { 'assign-agent': true, 'assign-queue': true, participate: true, monitor: true },
    };
  }

  /** As if it had been there for a while. */
  #older(chat: Chat): Chat {
    const openedAt = this.#now - this.#below(45 * MINUTE);
    const aged: Chat = { ...chat, openedAt, waitingSince: openedAt, lastMessageAt: openedAt };
    if (this.#random() < 0.4) return aged;
    const assigned = this.#assigned(aged, openedAt + this.#below(this.#now - openedAt));
    return this.#random() < flaggedShare / 0.6 ? this.#raised(assigned) : assigned;
  }

  #next(chat: Chat, change: Partial<Chat>): Chat {
    return { ...chat, ...change, version: (chat.version ?? 0) + 1 };
  }

  #assigned(chat: Chat, handledSince: number): Chat {
    const { waitingSince: _, assist: __, ...rest } = chat;
    return this.#next(rest, {
      status: 'assigned',
      assignee: this.#pick(agents),
      handledSince,
      assignmentVersion: String(Number(chat.assignmentVersion) + 1),
      allowed: { 'transfer-agent': true, 'transfer-queue': true, release: true, participate: true, monitor: true },
    });
  }

  /** Assigned to somebody, or back to its queue. */
  #move(place: number): Chat {
    const chat = this.#at(place);
    this.#unflag(place);
    if (chat.status === 'pending' || this.#random() < 0.4) return this.#assigned(chat, this.#now);
    const { assignee: _, handledSince: __, assist: ___, ...rest } = chat;
    return this.#next(rest, {
      status: 'pending',
      waitingSince: this.#now,
      assignmentVersion: String(Number(chat.assignmentVersion) + 1),
      allowed: { 'assign-agent': true, 'assign-queue': true, participate: true, monitor: true },
    });
  }

  #raised(chat: Chat): Chat {
    const by = chat.assignee ?? this.#pick(agents);
    return this.#next(chat, {
      assist: { id: `assist-${chat.id}-${String(chat.version)}`, by, at: this.#now, message: 'Please have a look' },
      allowed: { ...chat.allowed, 'clear-assist': true, 'claim-assist': true },
    });
  }

  /** A flag goes up while there are few, else one is taken down. */
  #flagPlace(): number {
    const oldest = this.#flagged[0];
    if (oldest === undefined || this.#flagged.length < this.#flagsAtMost) return this.#untouched();
    if (this.#touched[oldest] === this.#batches) return this.#untouched();
    this.#touched[oldest] = this.#batches;
    return oldest;
  }

  #turnFlag(place: number): Chat {
    const chat = this.#at(place);
    if (chat.assist) {
      const { assist: _, ...rest } = chat;
      this.#unflag(place);
      return this.#next(rest, {});
    }
    if (chat.status === 'pending') return this.#move(place);
    this.#flagged.push(place);
    return this.#raised(chat);
  }

  #unflag(place: number): void {
    const at = this.#flagged.indexOf(place);
    if (at >= 0) this.#flagged.splice(at, 1);
  }
}

function named(kind: string, names: readonly string[]): readonly Named[] {
  return names.map((name, at) => ({ id: `${kind}-${String(at + 1)}`, name }));
}

/** Each record with objects and texts of its own, as it comes from a network. */
function asReceived<T>(records: readonly T[]): readonly T[] {
  return JSON.parse(JSON.stringify(records)) as readonly T[];
}

export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
