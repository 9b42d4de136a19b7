import { abortErrorOf, ChatError } from '../chat-error.js';

/**
 * The life of one call or watch. It is over when its caller aborts or its connection closes, whatever the adapter is
 * doing then.
 */
export class Scope {
  readonly #inner = new AbortController();
  readonly #caller: AbortSignal;
  readonly #closing: AbortSignal | undefined;
  #interrupt: (() => void) | undefined;

  constructor(caller: AbortSignal, closing?: AbortSignal) {
    this.#caller = caller;
    this.#closing = closing;
    caller.addEventListener('abort', this.#end, { once: true });
    closing?.addEventListener('abort', this.#end, { once: true });
    if (this.over) this.#end();
  }

  /** What the adapter gets: aborted as soon as nobody waits for it any more. */
  get signal(): AbortSignal {
    return this.#inner.signal;
  }

  get over(): boolean {
    return this.#caller.aborted || this.#closing?.aborted === true;
  }

  /** Why it is over: `AbortError` for the caller's own abort, else the closed connection. */
  reason(): DOMException | ChatError {
    if (this.#caller.aborted) return abortErrorOf(this.#caller);
    return new ChatError('unavailable', 'The connection was closed.', { retryable: false });
  }

  /** Settles as the promise does, or rejects at once when it is over; the promise may then hang for ever. */
  settle<T>(promise: T | PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#interrupt = () => {
        reject(this.reason());
      };
      Promise.resolve(promise).then(resolve, reject);
      if (this.over) this.#interrupt();
    });
  }

  /** Stops listening; `release` also tells the adapter that nobody waits. */
  dispose(release = false): void {
    this.#caller.removeEventListener('abort', this.#end);
    this.#closing?.removeEventListener('abort', this.#end);
    this.#interrupt = undefined;
    if (release) this.#inner.abort();
  }

  readonly #end = (): void => {
    this.#inner.abort(this.#caller.aborted ? abortErrorOf(this.#caller) : undefined);
    this.#interrupt?.();
  };
}
