import type { Chat } from '../../../../src/contract/index.js';
import type { Batch } from './floor-life.js';
import { SortedStore } from './sorted-store.js';

/** Sorted rows for whoever has no order of its own, and a call per frame in which they have changed. */
export class FedRows {
  store = new SortedStore([]);
  readonly #render: () => void;
  #request = 0;

  constructor(render: () => void) {
    this.#render = render;
  }

  fill(chats: readonly Chat[]): void {
    this.store = new SortedStore(chats);
  }

  apply(batch: Batch): void {
    this.store.apply(batch);
    if (this.#request !== 0) return;
    this.#request = requestAnimationFrame(() => {
      this.#request = 0;
      this.#render();
    });
  }
}
