/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/** A value that can be read at any time and tells when it was replaced. */
export interface Observable<T> {
  readonly value: T;
  /** Calls `listener` on each later replacement; not with the value as it is now. */
  subscribe(listener: (value: T) => void): Unsubscribe;
}

/** Calls every listener, also when one of them throws; what they threw is reported, not swallowed. */
export class Listeners<A extends readonly unknown[]> {
  readonly #listeners = new Set<(...args: A) => void>();

  get size(): number {
    return this.#listeners.size;
  }

  add(listener: (...args: A) => void): Unsubscribe {
    // A function of its own, so that one listener added twice counts twice.
    const entry = (...args: A): void => listener(...args);
    this.#listeners.add(entry);
    return () => void this.#listeners.delete(entry);
  }

  call(...args: A): void {
    this.#listeners.forEach((listener) => {
      try {
        listener(...args);
      } catch (thrown) {
        // As an uncaught error of its own, like a throwing DOM listener.
        queueMicrotask(() => {
          throw thrown;
        });
      }
    });
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
