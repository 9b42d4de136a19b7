import { abortErrorOf, ChatError } from '../contract/index.js';
import type { Clock } from './ports.js';

/**
 * Does `work` for at most `limit` ms, or until `outer` aborts, whether or not the work heeds its signal. Rejects with
 * `timeout`, with AbortError, or as `work` does.
 */
export async function limited<T>(
  clock: Clock,
  limit: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  if (outer?.aborted === true) throw abortErrorOf(outer);
  const controller = new AbortController();
  const { signal } = controller;
  const end = (): void => controller.abort();
  let late = false;
  const cancel = clock.setTimer(() => {
    late = true;
    end();
  }, limit);
  outer?.addEventListener('abort', end);
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(late ? new ChatError('timeout', 'The backend did not answer in time.') : abortErrorOf(signal));
      });
      work(signal).then(resolve, reject);
    });
  } finally {
    cancel();
    outer?.removeEventListener('abort', end);
  }
}
