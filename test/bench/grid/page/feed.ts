import type { Chat } from '../../../../src/contract/index.js';
import type { Contender } from './contender.js';
import { STEP, type Batch } from './floor-life.js';

/** Hands a contender its batches, each in a task of its own, at the time when it is due. */
export class Feed {
  /** When each batch was handed over, by `performance.now`. */
  readonly times: number[] = [];
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
    return this.times.length;
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
    for (const { upserts, removes } of this.handedOver()) {
      for (const id of removes) state.delete(id);
      for (const chat of upserts) state.set(chat.id, chat);
    }
    return state;
  }

  handedOver(): readonly Batch[] {
    return this.#batches.slice(0, this.done);
  }

  readonly #next = (): void => {
    const batch = this.#batches[this.done];
    if (batch === undefined) throw new Error('The feed has no more batches: prepare more seconds.');
    const due = this.#begin + (this.done - this.#offset + 2) * STEP;
    this.#contender.apply(batch);
    this.times.push(performance.now());
    this.#timer = setTimeout(this.#next, Math.max(0, due - performance.now()));
  };
}
