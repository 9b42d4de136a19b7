import { abortErrorOf, type ChatError } from '../../contract/index.js';

/** What was pushed, for one reader, in order, until it fails or the reader's signal aborts. */
export class BatchQueue<T> {
  readonly #waiting: T[] = [];
  #error: ChatError | undefined;
  #wake: (() => void) | undefined;

  push(value: T): void {
    this.#waiting.push(value);
    this.#wake?.();
  }

  /** What was pushed before still arrives. */
  fail(error: ChatError): void {
    this.#error ??= error;
    this.#wake?.();
  }

  async *read(signal: AbortSignal): AsyncGenerator<T, void, undefined> {
    const wake = (): void => this.#wake?.();
    signal.addEventListener('abort', wake);
    try {
      for (;;) {
        if (signal.aborted) throw abortErrorOf(signal);
        const next = this.#waiting.shift();
        if (next !== undefined) yield next;
        else if (this.#error !== undefined) throw this.#error;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }
}
