import type { SlaPolicy } from '../contract/index.js';
import type { ChatTable } from './chat-table.js';
import { State, type Unsubscribe } from './observable.js';
import { breachTime } from './sla.js';
import type { Scheduler } from './ports.js';
import type { Ticker } from './ticker.js';
import type { Attention, Metrics } from './types.js';

/** What one chat is counted as. */
const OPEN = 1;
const ASSIGNED = 2;
const ASSIST = 4;
const WAITS = 8;

/** What breaches in one second. */
interface Second {
  chats: number;
  /** Those among them with an open request for assistance. */
  assists: number;
}

/** So many chats are counted before what the browser has to do beside comes first: the rows are to be seen. */
const SLICE = 2_000;

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
  readonly #scheduler: Scheduler;
  readonly #policy: () => SlaPolicy | undefined;
  // By slot of the table: what it is counted as, 0 for none; since when it waits; and the full second, since the epoch,
  // from which on it counts as breached.
  #counted = new Uint8Array(0);
  #waitingSince = new Float64Array(0);
  #breachSecond = new Float64Array(0);
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
  /** Slots that changed and are to be counted. */
  #behind: number[] = [];
  #catchingUp = false;
  #running: readonly Unsubscribe[] = [];

  constructor(table: ChatTable, ticker: Ticker, scheduler: Scheduler, policy: () => SlaPolicy | undefined) {
    this.#scheduler = scheduler;
    this.#table = table;
    this.#ticker = ticker;
    this.#policy = policy;
  }

  start(): void {
    if (this.#running.length > 0) return;
    this.#running = [
      this.#table.onPublished((slots) => this.#take(slots)),
      this.#ticker.subscribe(() => {
        if (!this.#catchingUp) this.#publish();
      }),
    ];
    this.recount();
  }

  stop(): void {
    for (const unsubscribe of this.#running) unsubscribe();
    this.#running = [];
  }

  #take(slots: readonly number[]): void {
    for (const slot of slots) this.#behind.push(slot);
    if (!this.#catchingUp) void this.#catchUp();
  }

  /** What is behind may be another thing when its turn comes: it is counted as it is then. */
  async #catchUp(): Promise<void> {
    this.#catchingUp = true;
    for (;;) {
      this.#reserve();
      for (let left = SLICE; left > 0; left -= 1) {
        const slot = this.#behind.pop();
        if (slot === undefined) break;
        this.#update(slot);
      }
      if (this.#behind.length === 0) break;
      await this.#scheduler.breathe?.();
    }
    this.#catchingUp = false;
    if (this.#running.length > 0) this.#publish();
  }

  /** After the policy changed. */
  recount(): void {
    this.#counted.fill(0);
    this.#open = 0;
    this.#assigned = 0;
    this.#inQueue = 0;
    this.#waitingSinceSum = 0;
    this.#assists = 0;
    this.#breached = { chats: 0, assists: 0 };
    this.#coming.clear();
    this.#second = Math.floor(this.#ticker.now() / 1000);
    this.#behind = [];
    this.#take(this.#table.slotsOf('floor'));
  }

  #reserve(): void {
    const { slots } = this.#table;
    if (slots <= this.#counted.length) return;
    const length = Math.ceil(slots * 1.2);
    const counted = new Uint8Array(length);
    const waitingSince = new Float64Array(length);
    const breachSecond = new Float64Array(length);
    counted.set(this.#counted);
    waitingSince.set(this.#waitingSince);
    breachSecond.set(this.#breachSecond);
    this.#counted = counted;
    this.#waitingSince = waitingSince;
    this.#breachSecond = breachSecond;
  }

  #update(slot: number): void {
    const chat = this.#table.inListAt('floor', slot);
    let is = 0;
    let since = 0;
    let second = 0;
    if (chat !== undefined) {
      is = OPEN | (chat.assignee === undefined ? 0 : ASSIGNED) | (chat.assist === undefined ? 0 : ASSIST);
      if (chat.status === 'pending' && chat.waitingSince !== undefined) {
        is |= WAITS;
        since = chat.waitingSince;
      }
      second = Math.ceil(breachTime(chat, this.#policy()) / 1000);
    }
    const same =
      this.#counted[slot] === is && this.#waitingSince[slot] === since && this.#breachSecond[slot] === second;
    if (same) return;
    this.#count(slot, -1);
    this.#counted[slot] = is;
    this.#waitingSince[slot] = since;
    this.#breachSecond[slot] = second;
    this.#count(slot, 1);
  }

  #count(slot: number, by: 1 | -1): void {
    const is = this.#counted[slot] as number;
    if (is === 0) return;
    const breachSecond = this.#breachSecond[slot] as number;
    const assist = (is & ASSIST) !== 0;
    this.#open += by;
    if (is & ASSIGNED) this.#assigned += by;
    if (assist) this.#assists += by;
    if (is & WAITS) {
      this.#inQueue += by;
      this.#waitingSinceSum += by * (this.#waitingSince[slot] as number);
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
