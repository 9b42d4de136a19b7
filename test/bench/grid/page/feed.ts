import type { Chat } from '../../../../src/contract/index.js';
import type { Contender } from './contender.js';
import { STEP, type Batch } from './floor-life.js';

/** Hands a contender its batches, each in a task of its own, at the time when it is due. */
export class Feed {
  /** When each batch that was handed over was due, by `performance.now`. */
  readonly #due: number[] = [];
  readonly #contender: Contender;
  readonly #chats: readonly Chat[];
  readonly #batches: readonly Batch[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #begin = 0;
  #offset = 0;

  constructor(contender: Contender, chats: readonly Chat[], batches: readonly Batch[]) {
    this.#contender = contender;
    this.#chats = chats;
    this.#batches = batches;
  }

  /** How many batches were handed over. */
  get done(): number {
    return this.#due.length;
  }

  /** Batches handed over since `resume`, of those that were due. */
  get keptUp(): number {
    const due = Math.min(Math.floor((performance.now() - this.#begin) / STEP), this.#batches.length - this.#offset);
    return due <= 0 ? 1 : Math.min(1, (this.done - this.#offset) / due);
  }

  resume(): void {
    this.#begin = performance.now();
    this.#offset = this.done;
    this.#timer = setTimeout(this.#next, STEP);
  }

  pause(): void {
    clearTimeout(this.#timer);
  }

  /** Every chat as it now is. */
  state(): ReadonlyMap<string, Chat> {
    const state = new Map(this.#chats.map((chat) => [chat.id, chat]));
    for (const { upserts, removes } of this.#batches.slice(0, this.done)) {
      for (const id of removes) state.delete(id);
      for (const chat of upserts) state.set(chat.id, chat);
    }
    return state;
  }

  /** Every batch that was due while it ran, also where nobody had time to take it yet. */
  arrived(): readonly { readonly at: number; readonly batch: Batch }[] {
    const now = performance.now();
    const times = [...this.#due];
    while (this.#dueOf(times.length) <= now) times.push(this.#dueOf(times.length));
    return this.#batches.slice(0, times.length).map((batch, index) => ({ at: times[index] as number, batch }));
  }

  /** Of one that comes since `resume`. */
  #dueOf(index: number): number {
    return this.#begin + (index - this.#offset + 1) * STEP;
  }

  readonly #next = (): void => {
    const batch = this.#batches[this.done];
    if (batch === undefined) throw new Error('The feed has no more batches: prepare more seconds.');
    this.#due.push(this.#dueOf(this.done));
    this.#contender.apply(batch);
    this.#timer = setTimeout(this.#next, Math.max(0, this.#dueOf(this.done) - performance.now()));
  };
}
