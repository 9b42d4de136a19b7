import type { SlaPolicy } from '../contract/index.js';
import type { ChatTable } from './chat-table.js';
import { State, type Unsubscribe } from './observable.js';
import { breachTime } from './sla.js';
import type { Ticker } from './ticker.js';
import type { Attention, Metrics } from './types.js';

/** What one chat adds to the counts. */
interface Share {
  readonly waitingSince: number | undefined;
  readonly assigned: boolean;
  readonly assist: boolean;
  /** The full second, since the epoch, from which on it counts as breached. */
  readonly breachSecond: number;
}

/** What breaches in one second. */
interface Second {
  chats: number;
  /** Those among them with an open request for assistance. */
  assists: number;
}

const noAttention: Attention = { assists: 0, breaches: 0, count: 0 };
const noChats: Metrics = { open: 0, assigned: 0, inQueue: 0 };

/**
 * Counts over the chats on the floor: the circle and the tiles. Kept up by difference, and by the second hand, so that
 * neither a change nor a second costs more on a large floor.
 */
export class FloorStats {
  readonly attention = new State<Attention>(noAttention);
  readonly metrics = new State<Metrics>(noChats);
  readonly #table: ChatTable;
  readonly #ticker: Ticker;
  readonly #policy: () => SlaPolicy | undefined;
  /** By slot of the table. */
  #shares: (Share | undefined)[] = [];
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
  #running: readonly Unsubscribe[] = [];

  constructor(table: ChatTable, ticker: Ticker, policy: () => SlaPolicy | undefined) {
    this.#table = table;
    this.#ticker = ticker;
    this.#policy = policy;
  }

  start(): void {
    if (this.#running.length > 0) return;
    this.#running = [
      this.#table.onPublished((slots) => {
        for (const slot of slots) this.#update(slot);
        this.#publish();
      }),
      this.#ticker.subscribe(() => this.#publish()),
    ];
    this.recount();
  }

  stop(): void {
    for (const unsubscribe of this.#running) unsubscribe();
    this.#running = [];
  }

  /** After the policy changed. */
  recount(): void {
    this.#shares = [];
    this.#open = 0;
    this.#assigned = 0;
    this.#inQueue = 0;
    this.#waitingSinceSum = 0;
    this.#assists = 0;
    this.#breached = { chats: 0, assists: 0 };
    this.#coming.clear();
    this.#second = Math.floor(this.#ticker.now() / 1000);
    for (const slot of this.#table.slotsOf('floor')) this.#update(slot);
    this.#publish();
  }

  #update(slot: number): void {
    const before = this.#shares[slot];
    if (before !== undefined) this.#count(before, -1);
    const chat = this.#table.inListAt('floor', slot);
    const share: Share | undefined = chat && {
      waitingSince: chat.status === 'pending' ? chat.waitingSince : undefined,
      assigned: chat.assignee !== undefined,
      assist: chat.assist !== undefined,
      breachSecond: Math.ceil(breachTime(chat, this.#policy()) / 1000),
    };
    this.#shares[slot] = share;
    if (share !== undefined) this.#count(share, 1);
  }

  #count({ waitingSince, assigned, assist, breachSecond }: Share, by: 1 | -1): void {
    this.#open += by;
    if (assigned) this.#assigned += by;
    if (assist) this.#assists += by;
    if (waitingSince !== undefined) {
      this.#inQueue += by;
      this.#waitingSinceSum += by * waitingSince;
    }
    const second = breachSecond <= this.#second ? this.#breached : this.#secondAt(breachSecond);
    if (second === undefined) return;
    second.chats += by;
    if (assist) second.assists += by;
    if (second !== this.#breached && second.chats === 0) this.#coming.delete(breachSecond);
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
    if (second < this.#second) {
      // The backend's clock was set back.
      this.recount();
      return;
    }
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
    const now = this.#ticker.now();
    this.#advance(Math.floor(now / 1000));
    const assists = this.#assists;
    const breaches = this.#breached.chats;
    const count = assists + breaches - this.#breached.assists;
    const was = this.attention.value;
    if (was.assists !== assists || was.breaches !== breaches || was.count !== count) {
      this.attention.set({ assists, breaches, count });
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
    const was = this.metrics.value;
    if (
      was.open === open &&
      was.inQueue === inQueue &&
      was.assigned === assigned &&
      was.averageQueueTime === averageQueueTime
    ) {
      return;
    }
    this.metrics.set({ open, assigned, inQueue, ...(averageQueueTime !== undefined && { averageQueueTime }) });
  }
}
