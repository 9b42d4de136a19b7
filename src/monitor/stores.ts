import type { Store } from './ports.js';

/** Opens each viewer's store once, whoever asks for it. */
export class Stores {
  readonly #open: (key: string) => Promise<Store>;
  readonly #opened = new Map<string, Promise<Store>>();

  constructor(open: (key: string) => Promise<Store>) {
    this.#open = open;
  }

  open(key: string): Promise<Store> {
    let store = this.#opened.get(key);
    if (store === undefined) {
      store = this.#open(key);
      this.#opened.set(key, store);
      // One that could not be opened is tried again by whoever asks next.
      store.catch(() => this.#opened.delete(key));
    }
    return store;
  }
}
