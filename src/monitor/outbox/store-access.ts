import { StoreError, type Clock, type Store } from '../ports.js';

/** Nobody who could go on without the store waits longer for it, ms. */
export const PATIENCE = 250;
/** A store that said nothing for so long is taken for broken, ms. */
export const STORE_LIMIT = 5_000;

export interface StoreAccessContext {
  readonly clock: Clock;
  /** Asked again after it failed. */
  openStore(): Promise<Store>;
  /** A store was opened, for the first time or again. */
  opened(store: Store): void;
  /** The first of several failures in a row. */
  readFailed(thrown: unknown): void;
}

/** The one way to the store: opens it when it is needed, and waits for it only so long. */
export class StoreAccess {
  readonly #context: StoreAccessContext;
  #opening: Promise<Store> | undefined;
  #readable = true;

  constructor(context: StoreAccessContext) {
    this.#context = context;
  }

  /** Rejects as opening it does. */
  store(): Promise<Store> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  /** Waits for an answer for at most `limit` ms; one that comes later is ignored. Errors: `StoreError`. */
  async answer<T>(limit: number, work: Promise<T>): Promise<T> {
    let cancel: (() => void) | undefined;
    const late = new Promise<never>((_, reject) => {
      cancel = this.#context.clock.setTimer(
        () => reject(new StoreError('failed', `The store did not answer within ${limit} ms.`)),
        limit,
      );
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      cancel?.();
    }
  }

  /** Errors: `StoreError`. */
  write<T>(limit: number, work: (store: Store) => Promise<T>): Promise<T> {
    return this.answer(limit, this.store().then(work));
  }

  /** The same, and the user is told when nothing can be read. */
  async read<T>(limit: number, work: (store: Store) => Promise<T>): Promise<T> {
    try {
      const answer = await this.write(limit, work);
      this.#readable = true;
      return answer;
    } catch (thrown) {
      if (this.#readable && !isFenced(thrown) && !isEmptied(thrown)) this.#context.readFailed(thrown);
      this.#readable = false;
      throw thrown;
    }
  }

  async #open(): Promise<Store> {
    try {
      const store = await this.#context.openStore();
      this.#context.opened(store);
      return store;
    } catch (thrown) {
      this.#opening = undefined;
      throw thrown;
    }
  }
}

/** Whether the right to deliver went with everything else. */
export function isEmptied(thrown: unknown): boolean {
  return thrown instanceof StoreError && thrown.code === 'emptied';
}

/** Whether another page has the right to deliver now. */
export function isFenced(thrown: unknown): boolean {
  return thrown instanceof StoreError && thrown.code === 'fenced';
}
