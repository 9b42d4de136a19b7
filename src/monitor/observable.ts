/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/** A value that can be read at any time and tells when it was replaced. */
export interface Observable<T> {
  readonly value: T;
  /** Calls `listener` on each later replacement; not with the value as it is now. */
  subscribe(listener: (value: T) => void): Unsubscribe;
}

interface Entry<A extends readonly unknown[]> {
  readonly listener: (...args: A) => void;
  removed: boolean;
}

/** Calls every listener, also when one of them throws; what they threw is reported, not swallowed. */
export class Listeners<A extends readonly unknown[]> {
  /** Replaced and never changed, so that a call goes through the ones that there were; it may be on a very hot path. */
  #entries: readonly Entry<A>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** One that is added twice is called twice. */
  add(listener: (...args: A) => void): Unsubscribe {
    const entry: Entry<A> = { listener, removed: false };
    this.#entries = [...this.#entries, entry];
    return () => {
      entry.removed = true;
      this.#entries = this.#entries.filter((other) => other !== entry);
    };
  }

  call(...args: A): void {
    const entries = this.#entries;
    for (let at = 0; at < entries.length; at += 1) {
      const { listener, removed } = entries[at] as Entry<A>;
      if (removed) continue;
      try {
        listener(...args);
      } catch (thrown) {
        // As an uncaught error of its own, like a throwing DOM listener.
        queueMicrotask(() => {
          throw thrown;
        });
      }
    }
  }
}

/** An observable that its owner sets. Setting the same value again tells nobody. */
export class State<T> implements Observable<T> {
  readonly #listeners = new Listeners<[T]>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#listeners.call(value);
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    return this.#listeners.add(listener);
  }
}
