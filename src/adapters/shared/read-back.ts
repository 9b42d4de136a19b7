import { ChatError, isChatError } from '../../contract/index.js';

/**
 * Reads what was just written. `what` names backend and record in errors: "Chatwoot: chat 12". Whatever keeps it from being
 * read is a `timeout`, the one code that leaves open whether something happened (A7): of any other a caller could take it
 * that nothing did, and send it again. Only what ends the call itself passes, and what is no `ChatError`, a mistake in the
 * adapter (E4).
 */
export async function readBack<T>(what: string, signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (signal.aborted || !isChatError(cause)) throw cause;
    const { retryAfter, backendCode } = cause;
    throw new ChatError('timeout', `${what} was written, and could not be read back.`, {
      cause,
      ...(retryAfter !== undefined && { retryAfter }),
      ...(backendCode !== undefined && { backendCode }),
    });
  }
}
