import type { Scheduler } from '../../src/monitor/index.js';

/** Publishes when the test says so. */
export function manualScheduler(): Scheduler & { flush(): void } {
  const waiting = new Set<() => void>();
  return {
    requestFlush(callback) {
      waiting.add(callback);
      return () => void waiting.delete(callback);
    },
    flush() {
      const callbacks = [...waiting];
      waiting.clear();
      for (const callback of callbacks) callback();
    },
  };
}
