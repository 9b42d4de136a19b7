import { ChatError, isChatError, type ChatErrorCode } from '../../contract/index.js';

/** After these a caller takes it that nothing happened, which is wrong once something was written. */
const refusing: readonly ChatErrorCode[] = ['rate-limited', 'unauthenticated', 'forbidden', 'not-found', 'invalid'];

/** Reads what was just written. Errors: none that says that nothing happened; `timeout` instead, which leaves it open. */
export async function readBack<T>(what: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!isChatError(cause) || !refusing.includes(cause.code)) throw cause;
    throw new ChatError('timeout', `AR System: ${what} was written, and could not be read back.`, { cause });
  }
}
