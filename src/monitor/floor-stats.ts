import type { Chat, SlaPolicy } from '../contract/index.js';
import type { ChatTable } from './chat-table.js';
import type { State, Unsubscribe } from './observable.js';
import { breachTime } from './sla.js';
import type { Scheduler } from './ports.js';
import type { Ticker } from './ticker.js';
import type { Attention, Metrics } from './types.js';

/** What breaches in one second. */
interface Second {
  chats: number;
  /** Those among them with an open request for assistance. */
  assists: number;
}

/** So many chats are counted before what the browser has to do beside comes first: the rows are to be seen. */
const SLICE = 2_000;

export interface FloorStatsContext {
  readonly table: ChatTable;
  readonly ticker: Ticker;
  readonly scheduler: Scheduler;
  policy(): SlaPolicy | undefined;
  /** Where the counts are told. */
  readonly attention: State<Attention>;
  readonly metrics: State<Metrics | undefined>;
}

/**
 * Counts over the chats on the floor: the circle and the tiles. Kept up by difference, and by the second hand, so that
 * neither a change nor a second costs more on a large floor.
 */
export class FloorStats {
  readonly #context: FloorStatsContext;
  /** The one that all is counted by. */
  #countedPolicy: SlaPolicy | undefined;
  #open = 0;
  #assigned = 0;
  #inQueue = 0;
  #waitingSinceSum = 0;
  #assists = 0;
  /** Breached already. */
  #breached: Second = { chats: 0, assists: 0 };
  /** Will breach, by second. */
  readonly #coming = new Map<number, Second>();
  #second = 0;
  /** To be counted, in this order: each chat as it was, and as it is now. */
  #behind: (Chat | undefined)[] = [];
  /** So many are counted at once until the counts are told again. */
  #left = SLICE;
  #catchingUp = false;
  #running: readonly Unsubscribe[] = [];

  constructor(context: FloorStatsContext) {
    this.#context = context;
  }

  start(): void {
    if (this.#running.length > 0) return;
    const { table, ticker } = this.#context;
    this.#running = [
      table.onShown('floor', (_, before, after) => this.#take(before, after)),
      table.onPublished(() => this.#tell()),
      ticker.subscribe(() => this.#tell()),
    ];
    this.recount();
  }

  stop(): void {
    for (const unsubscribe of this.#running) unsubscribe();
    this.#running = [];
  }

  #take(before: Chat | undefined, after: Chat | undefined): void {
    if (this.#left > 0 && this.#behind.length === 0) this.#change(before, after);
    else this.#behind.push(before, after);
    this.#left -= 1;
  }

  #tell(): void {
    if (this.#catchingUp) return;
    if (this.#behind.length > 0) {
      void this.#catchUp();
      return;
    }
    this.#left = SLICE;
    this.#publish();
  }

  async #catchUp(): Promise<void> {
    this.#catchingUp = true;
    while (this.#behind.length > 0) {
      const slice = this.#behind.splice(0, 2 * SLICE);
      for (let at = 0; at < slice.length; at += 2) this.#change(slice[at], slice[at + 1]);
      await this.#context.scheduler.breathe?.();
    }
    this.#catchingUp = false;
    if (this.#running.length > 0) this.#tell();
  }

  /** After the policy changed. */
  recount(): void {
    this.#countedPolicy = this.#context.policy();
    this.#open = 0;
    this.#assigned = 0;
    this.#inQueue = 0;
    this.#waitingSinceSum = 0;
    this.#assists = 0;
    this.#breached = { chats: 0, assists: 0 };
    this.#coming.clear();
    this.#second = Math.floor(this.#context.ticker.now() / 1000);
    this.#behind = [];
    this.#left = SLICE;
    for (const chat of this.#context.table.of('floor')) this.#take(undefined, chat);
    this.#tell();
  }

  #change(before: Chat | undefined, after: Chat | undefined): void {
    if (before !== undefined && after !== undefined && this.#countsAlike(before, after)) return;
    if (before !== undefined) this.#count(before, -1);
    if (after !== undefined) this.#count(after, 1);
  }

  /** Most changes are about messages. */
  #countsAlike(a: Chat, b: Chat): boolean {
    return (
      a.status === b.status &&
      a.waitingSince === b.waitingSince &&
      a.handledSince === b.handledSince &&
      (a.assignee === undefined) === (b.assignee === undefined) &&
      (a.assist === undefined) === (b.assist === undefined) &&
      (a.sla === b.sla || breachTime(a, this.#countedPolicy) === breachTime(b, this.#countedPolicy))
    );
  }

  #count(chat: Chat, by: 1 | -1): void {
    this.#open += by;
    if (chat.assignee !== undefined) this.#assigned += by;
    if (chat.assist !== undefined) this.#assists += by;
    if (chat.status === 'pending' && chat.waitingSince !== undefined) {
      this.#inQueue += by;
      this.#waitingSinceSum += by * chat.waitingSince;
    }
    // The full second from which on it counts as breached.
    const number = Math.ceil(breachTime(chat, this.#countedPolicy) / 1000);
    const second = number <= this.#second ? this.#breached : this.#secondAt(number);
    if (second === undefined) return;
    second.chats += by;
    if (chat.assist !== undefined) second.assists += by;
    if (second !== this.#breached && second.chats === 0) this.#coming.delete(number);
  }

  /** Undefined for the one that never comes. */
  #secondAt(number: number): Second | undefined {
    if (number === Infinity) return undefined;
    let second = this.#coming.get(number);
    if (second === undefined) this.#coming.set(number, (second = { chats: 0, assists: 0 }));
    return second;
  }

  /** Moves what has breached by now to what is breached. */
  #advance(second: number): void {
    const breached = this.#breached;
    const add = (number: number): void => {
      const { chats, assists } = this.#coming.get(number) ?? { chats: 0, assists: 0 };
      breached.chats += chats;
      breached.assists += assists;
      this.#coming.delete(number);
    };
    if (second - this.#second <= this.#coming.size) {
      for (let number = this.#second + 1; number <= second; number += 1) add(number);
    } else {
      this.#coming.forEach((_, number) => {
        if (number <= second) add(number);
      });
    }
    this.#second = second;
  }

  #publish(): void {
    const now = this.#context.ticker.now();
    const second = Math.floor(now / 1000);
    if (second < this.#second) {
      // The backend's clock was set back.
      this.recount();
      return;
    }
    this.#advance(second);
    const assists = this.#assists;
    const breaches = this.#breached.chats;
    const count = assists + breaches - this.#breached.assists;
    const { attention } = this.#context;
    const was = attention.value;
    if (was.assists !== assists || was.breaches !== breaches || was.count !== count) {
      attention.set({ assists, breaches, count });
    }
    this.#publishMetrics(now);
  }

  #publishMetrics(now: number): void {
    const open = this.#open;
    const inQueue = this.#inQueue;
    const assigned = this.#assigned;
    // Whole seconds: nothing finer is shown, and an unchanged value tells nobody.
    const averageQueueTime =
      inQueue === 0 ? undefined : Math.max(0, Math.floor((now - this.#waitingSinceSum / inQueue) / 1000) * 1000);
    const { metrics } = this.#context;
    const was = metrics.value;
    if (
      was?.open === open &&
      was.inQueue === inQueue &&
      was.assigned === assigned &&
      was.averageQueueTime === averageQueueTime
    ) {
      return;
    }
    metrics.set({ open, assigned, inQueue, ...(averageQueueTime !== undefined && { averageQueueTime }) });
  }
}
