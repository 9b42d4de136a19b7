import { ChatError } from '../chat-error.js';
import { Exchange, type Line } from './exchange.js';
import { type Check, labelled, asMalformed } from './shape.js';

type Ask = (signal: AbortSignal) => unknown;

/** One call: what it throws becomes a `ChatError` or the caller's `AbortError`; `read` checks its answer. */
export async function call<T>(line: Line, method: string, signal: AbortSignal, ask: Ask, read: Check<T>): Promise<T> {
  const exchange = new Exchange(line, method, signal);
  try {
    return read(await exchange.ask(ask));
  } catch (thrown) {
    throw exchange.error(thrown);
  } finally {
    exchange.dispose();
  }
}

/**
 * One watch: delivers nothing once it is over, and never waits for an adapter that hangs then. Each value is read in the
 * parts that `split` makes of it.
 */
export async function* watch<T>(
  split: (value: unknown) => Iterable<unknown>,
  line: Line,
  method: string,
  signal: AbortSignal,
  open: Ask,
  read: Check<T>,
): AsyncGenerator<T, void, undefined> {
  const exchange = new Exchange(line, method, signal);
  let iterator: AsyncIterator<unknown> | undefined;
  const next = (): unknown => iterator?.next();
  try {
    iterator = await exchange.ask((inner) => (open(inner) as AsyncIterable<unknown>)[Symbol.asyncIterator]());
    for (;;) {
      const { done, value } = (await exchange.ask(next)) as IteratorResult<unknown, unknown>;
      if (done) throw new ChatError('unavailable', `${exchange.where} ended by itself.`);
      for (const part of split(value)) {
        if (exchange.over) throw exchange.over;
        yield read(part);
      }
    }
  } catch (thrown) {
    throw exchange.error(thrown);
  } finally {
    letGo(() => iterator?.return?.());
    exchange.dispose(true);
  }
}

/** Ends something of the adapter's; nobody waits for it, and nobody hears what it then throws. */
export function letGo(end: () => unknown): void {
  new Promise((resolve) => resolve(end())).catch(() => undefined);
}

/** The clean argument; a wrong one is the caller's mistake. Errors: TypeError. */
export function argument<T>(method: string, name: string, check: Check<T>, value: unknown): T {
  try {
    return labelled(name, check)(value);
  } catch (thrown) {
    const { path, message } = asMalformed(thrown);
    throw new TypeError(`${method}: ${path} ${message}.`, { cause: thrown });
  }
}
