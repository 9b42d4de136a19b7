import { ChatError, isChatError } from '../../contract/index.js';

/**
 * Does `work` for at most `limit` ms, or until `outer` aborts, whether or not the work heeds its signal. `what` names it
 * in errors: `timeout`, `unavailable` for what is thrown and is no `ChatError`, and the reason of an abort.
 */
export async function onTime<T>(
  limit: number,
  what: string,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(outer.reason);
  const onTimeout = (): void => controller.abort(new ChatError('timeout', `${what}: no answer within ${limit} ms.`));
  const timer = setTimeout(onTimeout, limit);
  outer.addEventListener('abort', onAbort);
  try {
    outer.throwIfAborted();
    return await new Promise((resolve, reject) => {
      // The host's own functions need not listen to the signal.
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error));
      work(controller.signal).then(resolve, reject);
    });
  } catch (cause) {
    if (outer.aborted || isChatError(cause)) throw cause;
    throw new ChatError('unavailable', `${what}: the backend could not be reached, or broke off.`, { cause });
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', onAbort);
  }
}

/** The headers of a host's callback. Errors: `unauthenticated` where it fails, unless with a `ChatError` of its own. */
export async function hostHeaders(
  headers: (() => HeadersInit | Promise<HeadersInit>) | undefined,
  what: string,
): Promise<Headers> {
  try {
    return new Headers(await headers?.());
  } catch (cause) {
    if (isChatError(cause)) throw cause;
    throw new ChatError('unauthenticated', `${what}: the \`headers\` callback failed.`, { cause });
  }
}
