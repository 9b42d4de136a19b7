import type { Clock } from '../ports.js';

/** Script in one go, ms: with its last step on top it stays within half a frame. */
const SLICE = 5;

/**
 * For long work that no frame is to wait for: what is returned is awaited after each step, and lets others go first
 * where the task has taken long enough. `fresh`: this is a new task.
 */
export function pacer(clock: Clock): (fresh?: boolean) => Promise<void> | undefined {
  let since = clock.now();
  return (fresh = false) => {
    if (fresh) since = clock.now();
    if (clock.now() - since < SLICE) return undefined;
    return new Promise((resolve) => {
      clock.setTimer(() => {
        since = clock.now();
        resolve();
      }, 0);
    });
  };
}
