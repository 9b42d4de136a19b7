import { lazyParts, type MonitorPorts } from '../monitor/index.js';
import { openChannel } from './channel.js';
import { clock } from './clock.js';
import { lifecycle } from './lifecycle.js';
import { webLocks } from './locks.js';
import { random } from './random.js';
import { scheduler } from './scheduler.js';

/** The monitor's ports on a browser page. */
export function browserPorts(): MonitorPorts {
  // A sandboxed frame without an origin has the object, and may not use it.
  const locks = origin === 'null' ? undefined : (navigator.locks as LockManager | undefined);
  return {
    clock,
    scheduler,
    lifecycle,
    random,
    async openStore(adapterId, viewerKey) {
      // What is kept is looked for while the backend is asked: the first rows of a new page do not wait for it.
      const { openIdbStore } = await import('./idb/open-idb-store.js');
      return openIdbStore(adapterId, viewerKey, { clock, openChannel });
    },
    openChannel,
    parts: lazyParts,
    ...(locks && { locks: webLocks(locks) }),
  };
}
