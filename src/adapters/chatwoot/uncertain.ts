import { ChatError } from '../../contract/index.js';

/**
 * Reads back what a command did. That it cannot be read does not mean that it did not happen: every error is `timeout`,
 * which leaves that open.
 */
export async function readBack<T>(signal: AbortSignal, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ChatError('timeout', 'Chatwoot: the command was sent, and what became of it cannot be read.', { cause });
  }
}
