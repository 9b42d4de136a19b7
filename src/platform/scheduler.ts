import type { Scheduler } from '../monitor/index.js';

/**
 * Between two flushes, ms: what follows sooner is collected, since nobody reads faster. It is a timer and no animation
 * frame, since that makes the browser go through the whole page even where a flush changed nothing in it.
 */
const INTERVAL = 100;
/** Nobody looks at a hidden page: changes are collected for this long, ms. */
const HIDDEN_INTERVAL = 250;

/** When each was called last. */
const calls = new WeakMap<() => void, number>();

export const scheduler: Scheduler = {
  requestFlush(callback) {
    const interval = document.visibilityState === 'visible' ? INTERVAL : HIDDEN_INTERVAL;
    const wait = (calls.get(callback) ?? -Infinity) + interval - performance.now();
    let cancelled = false;
    const flush = (): void => {
      if (cancelled) return;
      calls.set(callback, performance.now());
      callback();
    };
    // After a rest at once: with all that the same task brings, and before the next frame.
    const timer = wait > 0 ? setTimeout(flush, wait) : queueMicrotask(flush);
    return () => {
      cancelled = true;
      clearTimeout(timer ?? undefined);
    };
  },
  // A timer would wait longer each time, and for seconds in a hidden page.
  breathe: () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    }),
};
