import type { Scheduler } from '../monitor/index.js';

/** A hidden page gets no animation frames, and nobody looks: changes are collected for this long, ms. */
const HIDDEN_DELAY = 250;

export const scheduler: Scheduler = {
  requestFlush(callback) {
    let done = false;
    const once = (): void => {
      if (done) return;
      done = true;
      cancel();
      callback();
    };
    // The timer also covers the page that is hidden between the request and its frame.
    const timer = setTimeout(once, HIDDEN_DELAY);
    const frame = document.visibilityState === 'visible' ? requestAnimationFrame(once) : undefined;
    const cancel = (): void => {
      clearTimeout(timer);
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
    return cancel;
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
