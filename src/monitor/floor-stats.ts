import type { Chat, SlaPolicy } from '../contract/index.js';
import type { ChatTable } from './chat-table.js';
import { State, type Unsubscribe } from './observable.js';
import { breachTime } from './sla.js';
import type { Ticker } from './ticker.js';
import type { Attention, Metrics } from './types.js';

interface Share {
  readonly waitingSince: number | undefined;
  readonly assigned: boolean;
  readonly assist: boolean;
  readonly breachAt: number;
}

const noAttention: Attention = { assists: 0, breaches: 0, count: 0 };
const noChats: Metrics = { open: 0, assigned: 0, inQueue: 0 };

/** Counts over the chats on the floor: the circle and the tiles. Kept up by difference, and by the second hand. */
export class FloorStats {
  readonly attention = new State<Attention>(noAttention);
  readonly metrics = new State<Metrics>(noChats);
  readonly #table: ChatTable;
  readonly #ticker: Ticker;
  readonly #policy: () => SlaPolicy | undefined;
  readonly #shares = new Map<string, Share>();
  #assigned = 0;
  #inQueue = 0;
  #waitingSinceSum = 0;
  #running: readonly Unsubscribe[] = [];

  constructor(table: ChatTable, ticker: Ticker, policy: () => SlaPolicy | undefined) {
    this.#table = table;
    this.#ticker = ticker;
    this.#policy = policy;
  }

  start(): void {
    if (this.#running.length > 0) return;
    this.#running = [
      this.#table.onPublished((ids) => {
        ids.forEach((id) => this.#update(id));
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
    this.#shares.clear();
    this.#assigned = 0;
    this.#inQueue = 0;
    this.#waitingSinceSum = 0;
    for (const chat of this.#table.of('floor')) this.#add(chat);
    this.#publish();
  }

  #update(id: string): void {
    const share = this.#shares.get(id);
    if (share !== undefined) {
      this.#shares.delete(id);
      if (share.assigned) this.#assigned -= 1;
      if (share.waitingSince !== undefined) {
        this.#inQueue -= 1;
        this.#waitingSinceSum -= share.waitingSince;
      }
    }
    const chat = this.#table.inList('floor', id);
    if (chat !== undefined) this.#add(chat);
  }

  #add(chat: Chat): void {
    const waitingSince = chat.status === 'pending' ? chat.waitingSince : undefined;
    const share: Share = {
      waitingSince,
      assigned: chat.assignee !== undefined,
      assist: chat.assist !== undefined,
      breachAt: breachTime(chat, this.#policy()),
    };
    this.#shares.set(chat.id, share);
    if (share.assigned) this.#assigned += 1;
    if (waitingSince === undefined) return;
    this.#inQueue += 1;
    this.#waitingSinceSum += waitingSince;
  }

  #publish(): void {
    const now = this.#ticker.now();
    let assists = 0;
    let breaches = 0;
    let count = 0;
    this.#shares.forEach((share) => {
      const breached = share.breachAt <= now;
      if (share.assist) assists += 1;
      if (breached) breaches += 1;
      if (share.assist || breached) count += 1;
    });
    const was = this.attention.value;
    if (was.assists !== assists || was.breaches !== breaches || was.count !== count) {
      this.attention.set({ assists, breaches, count });
    }
    this.#publishMetrics(now);
  }

  #publishMetrics(now: number): void {
    const open = this.#shares.size;
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
