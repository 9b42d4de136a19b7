import type { Chat } from '../../../../src/contract/index.js';
import type { Batch } from './floor-life.js';

/** For whoever sorts and draws anew with each batch: the changes of all batches since the last frame as one. */
export class MergedBatches {
  readonly #take: (batch: Batch) => void;
  readonly #upserts = new Map<string, Chat>();
  readonly #removes = new Set<string>();
  #request = 0;

  constructor(take: (batch: Batch) => void) {
    this.#take = take;
  }

  apply({ upserts, removes, at }: Batch): void {
    for (const id of removes) {
      this.#upserts.delete(id);
      this.#removes.add(id);
    }
    for (const chat of upserts) this.#upserts.set(chat.id, chat);
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      const merged: Batch = { upserts: [...this.#upserts.values()], removes: [...this.#removes], at };
      this.#upserts.clear();
      this.#removes.clear();
      this.#take(merged);
    });
  }
}
