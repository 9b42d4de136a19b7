import { ChatError } from '../chat-error.js';
import { type CallContext, malformedError, toChatError } from './errors.js';
import { asMalformed, type FaultReporter } from './faults.js';
import { Scope } from './scope.js';
import { Malformed } from './shape.js';

/** Makes calls and watches of one adapter safe. */
export class Caller {
  readonly faults: FaultReporter;
  readonly #adapterId: string;
  readonly #closing: AbortSignal | undefined;

  constructor(adapterId: string, faults: FaultReporter, closing?: AbortSignal) {
    this.faults = faults;
    this.#adapterId = adapterId;
    this.#closing = closing;
  }

  /** One call: what it throws becomes a `ChatError` or the caller's `AbortError`; `read` checks its answer. */
  async call<T>(
    method: string,
    signal: AbortSignal,
    invoke: (signal: AbortSignal) => unknown,
    read: (answer: unknown) => T,
  ): Promise<T> {
    const scope = new Scope(signal, this.#closing);
    try {
      const answer = await this.#ask(method, scope, () => invoke(scope.signal));
      return this.#read(method, read, answer);
    } finally {
      scope.dispose();
    }
  }

  /** One watch: delivers nothing once it is over, and never waits for an adapter that hangs then. */
  async *watch<T>(
    method: string,
    signal: AbortSignal,
    open: (signal: AbortSignal) => unknown,
    read: (value: unknown) => T,
  ): AsyncGenerator<T, void, undefined> {
    const scope = new Scope(signal, this.#closing);
    let inner: AsyncIterator<unknown> | undefined;
    try {
      const iterator = await this.#ask(method, scope, () => iteratorOf(open(scope.signal)));
      inner = iterator;
      for (;;) {
        const result = await this.#ask(method, scope, () => iterator.next());
        if (scope.over) throw scope.reason();
        const { done, value } = this.#read(method, resultOf, result);
        if (done) throw new ChatError('unavailable', `Adapter "${this.#adapterId}", ${method}, ended by itself.`);
        yield this.#read(method, read, value);
      }
    } finally {
      letGo(inner);
      scope.dispose(true);
    }
  }

  /** Asks the adapter for something, and translates whatever it throws. */
  async #ask<T>(method: string, scope: Scope, ask: () => T | PromiseLike<T>): Promise<T> {
    if (scope.over) throw scope.reason();
    try {
      return await scope.settle(ask());
    } catch (thrown) {
      throw scope.over ? scope.reason() : toChatError(thrown, this.#context(method), this.faults);
    }
  }

  #read<T>(method: string, read: (value: unknown) => T, value: unknown): T {
    try {
      return read(value);
    } catch (thrown) {
      throw thrown instanceof Malformed ? malformedError(thrown, this.#context(method)) : thrown;
    }
  }

  #context(method: string): CallContext {
    return { adapterId: this.#adapterId, method };
  }
}

function iteratorOf(watch: unknown): AsyncIterator<unknown> {
  return (watch as AsyncIterable<unknown>)[Symbol.asyncIterator]();
}

function resultOf(result: unknown): { readonly done: boolean; readonly value: unknown } {
  try {
    const { done, value } = result as IteratorResult<unknown, unknown>;
    return { done: done === true, value };
  } catch (thrown) {
    throw asMalformed(thrown);
  }
}

/** Ends the adapter's iterator; nobody waits for it, and nobody hears what it then throws. */
function letGo(inner: AsyncIterator<unknown> | undefined): void {
  try {
    Promise.resolve(inner?.return?.()).catch(() => undefined);
  } catch {
    // The watch is over either way.
  }
}
