import { abortErrorOf, ChatError } from '../chat-error.js';
import { toChatError } from './errors.js';
import type { FaultReporter } from './faults.js';

/** What all calls and watches of one connection have in common. */
export interface Line {
  readonly adapterId: string;
  readonly faults: FaultReporter;
  /** Aborted when the connection closes. */
  readonly closing: AbortSignal;
}

/**
 * The life of one call or watch. It is over when its caller aborts or its connection closes, whatever the adapter is
 * doing then.
 */
export class Exchange {
  /** The adapter and its method, for messages. */
  readonly where: string;
  readonly #line: Line;
  readonly #caller: AbortSignal;
  readonly #inner = new AbortController();
  #reject: ((reason: unknown) => void) | undefined;

  constructor(line: Line, method: string, caller: AbortSignal) {
    this.where = `Adapter "${line.adapterId}", ${method},`;
    this.#line = line;
    this.#caller = caller;
    for (const signal of [caller, line.closing]) signal.addEventListener('abort', this.#end);
  }

  /** Why it is over, if it is: `AbortError` for the caller's own abort, else the closed connection. */
  get over(): Error | undefined {
    if (this.#caller.aborted) return abortErrorOf(this.#caller);
    if (!this.#line.closing.aborted) return undefined;
    return new ChatError('unavailable', 'The connection was closed.', { retryable: false });
  }

  /**
   * Asks with a signal that is aborted as soon as nobody waits any more. Settles as the answer does, or rejects at once
   * when it is over; the answer may then hang for ever.
   */
  ask<T>(question: (signal: AbortSignal) => T | PromiseLike<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      if (this.over) this.#end();
      else Promise.resolve(question(this.#inner.signal)).then(resolve, reject);
    });
  }

  /** What its caller is to be told. */
  error(thrown: unknown): Error {
    return this.over ?? toChatError(thrown, this.where, this.#line.faults);
  }

  /** Stops listening; `release` also tells the adapter that nobody waits. */
  dispose(release = false): void {
    for (const signal of [this.#caller, this.#line.closing]) signal.removeEventListener('abort', this.#end);
    if (release) this.#inner.abort();
  }

  readonly #end = (): void => {
    this.#inner.abort(this.over);
    this.#reject?.(this.over);
  };
}
