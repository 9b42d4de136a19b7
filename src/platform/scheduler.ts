import type { Scheduler } from '../monitor/index.js';

/**
 * Between two flushes, ms: what follows sooner is collected, since nobody reads faster. It is a timer and no animation
 * frame, since that makes the browser go through the whole page even where a flush changed nothing in it.
 */
const INTERVAL = 100;
/** Nobody looks at a hidden page: changes are collected for this long, ms. */
const HIDDEN_INTERVAL = 250;

let last = -Infinity;

export const scheduler: Scheduler = {
  requestFlush(callback) {
    const interval = document.visibilityState === 'visible' ? INTERVAL : HIDDEN_INTERVAL;
    const timer = setTimeout(
      () => {
        last = performance.now();
        callback();
      },
      Math.max(0, last + interval - performance.now()),
    );
    return () => clearTimeout(timer);
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
