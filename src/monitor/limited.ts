import { ChatError } from '../contract/index.js';
import type { Clock } from './ports.js';

/** Does `work` for at most `limit` ms, or until `outer` aborts. Rejects with `timeout`, or as `work` does. */
export async function limited<T>(
  clock: Clock,
  limit: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  let late = false;
  const cancel = clock.setTimer(() => {
    late = true;
    end();
  }, limit);
  outer?.addEventListener('abort', end);
  try {
    return await work(controller.signal);
  } catch (thrown) {
    throw late ? new ChatError('timeout', 'The backend did not answer in time.') : thrown;
  } finally {
    cancel();
    outer?.removeEventListener('abort', end);
  }
}
