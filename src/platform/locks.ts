import type { HeldLock, Locks } from '../monitor/index.js';

/** The locks of this page's browser, from `navigator.locks`. */
export function webLocks(manager: LockManager): Locks {
  return {
    request: (name, signal) => take(manager, name, { signal }) as Promise<HeldLock>,
    tryRequest: (name) => take(manager, name, { ifAvailable: true }),
    steal: (name) => take(manager, name, { steal: true }) as Promise<HeldLock>,
  };
}

/** Resolves with undefined only where `ifAvailable` found it taken. */
function take(manager: LockManager, name: string, options: LockOptions): Promise<HeldLock | undefined> {
  return new Promise((resolve, reject) => {
    const held = manager.request(name, options, (lock) => {
      if (lock === null) {
        resolve(undefined);
        return undefined;
      }
      // The browser takes the lock back when this promise settles.
      return new Promise<void>((release) => resolve({ ended, release }));
    });
    // Rejects when the lock is stolen; when it was never given, that is the answer.
    const ended = held.then(
      () => 'released' as const,
      (reason: Error) => {
        reject(reason);
        return 'stolen' as const;
      },
    );
  });
}
