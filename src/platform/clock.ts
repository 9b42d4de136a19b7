import type { Clock } from '../monitor/index.js';

export const clock: Clock = {
  // Follows neither a clock that the user sets nor one that the network corrects.
  now: () => performance.timeOrigin + performance.now(),
  wall: () => Date.now(),
  setTimer(callback, delay) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};
