import { ChatError } from '../../contract/index.js';

/** Batches that may wait unread, before new ones are merged into the last. */
const waitingLimit = 32;

interface Reader<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(reason: Error): void;
}

/**
 * What waits between a stream and the reader of one watch. A reader that pauses costs no more memory than the records
 * that there are, and does not hold up other watches of the stream.
 */
export class WatchQueue<T> implements AsyncIterableIterator<T, undefined> {
  readonly #merge: (older: T, newer: T) => T | undefined;
  readonly #onEnd: () => void;
  readonly #waiting: T[] = [];
  readonly #readers: Reader<T>[] = [];
  #ended = false;
  #failure: Error | undefined;

  /**
   * `merge` gives one value for two, or nothing where that cannot be: then the watch breaks, and can be opened again.
   * `onEnd` is called once, when nothing more can be pushed.
   */
  constructor(merge: (older: T, newer: T) => T | undefined, onEnd: () => void) {
    this.#merge = merge;
    this.#onEnd = onEnd;
  }

  push(value: T): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader) {
      reader.resolve({ done: false, value });
      return;
    }
    const last = this.#waiting.length < waitingLimit ? undefined : this.#waiting.at(-1);
    const merged = last === undefined ? undefined : this.#merge(last, value);
    if (last === undefined) this.#waiting.push(value);
    else if (merged !== undefined) this.#waiting.splice(-1, 1, merged);
    else this.fail(new ChatError('unavailable', 'The reader of this watch is too far behind.'));
  }

  /** The reader gets what waits, then the error. */
  fail(error: Error): void {
    if (this.#ended) return;
    const reader = this.#readers.shift();
    if (reader) reader.reject(error);
    else this.#failure = error;
    this.#end();
  }

  /** The reader gets the error at once. */
  abort(error: Error): void {
    this.#waiting.length = 0;
    if (this.#failure) this.#failure = error;
    this.fail(error);
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) return Promise.reject(failure);
    if (this.#ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve, reject) => this.#readers.push({ resolve, reject }));
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#waiting.length = 0;
    this.#failure = undefined;
    if (!this.#ended) this.#end();
    return this.next();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #end(): void {
    this.#ended = true;
    for (const reader of this.#readers.splice(0)) reader.resolve({ done: true, value: undefined });
    this.#onEnd();
  }
}
