import type { MonitorPorts } from '../monitor/index.js';
import { openChannel } from './channel.js';
import { clock } from './clock.js';
import { openIdbStore } from './idb/open-idb-store.js';
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
    openStore: (adapterId, viewerKey) => openIdbStore(adapterId, viewerKey, { clock, openChannel }),
    openChannel,
    ...(locks && { locks: webLocks(locks) }),
  };
}
