import type { Clock, MonitorPorts, Store } from '../../src/monitor/index.js';
import { browserPorts } from '../../src/platform/index.js';
import { databaseName, openIdbStore } from '../../src/platform/idb/open-idb-store.js';

export interface Viewer {
  /** Of the viewer's database. */
  readonly name: string;
  openStore(ports?: Partial<Pick<MonitorPorts, 'clock' | 'openChannel'>>): Promise<Store>;
}

/** A viewer who never was in this browser. */
export function newViewer(): Viewer {
  const key = crypto.randomUUID();
  return {
    name: databaseName('test', key),
    openStore: (ports) => openIdbStore('test', key, { ...browserPorts(), ...ports }),
  };
}

/** A clock whose timers end when the test says so. */
export function manualClock(): Clock & { time: number; expire(): void; readonly waiting: number } {
  const timers = new Set<() => void>();
  return {
    time: 0,
    now() {
      return this.time;
    },
    wall() {
      return this.time;
    },
    setTimer(callback) {
      timers.add(callback);
      return () => void timers.delete(callback);
    },
    expire() {
      for (const callback of [...timers]) callback();
      timers.clear();
    },
    get waiting() {
      return timers.size;
    },
  };
}

/** The `StoreError` that a call rejects with. */
export async function rejection(call: Promise<unknown>): Promise<{ code: string; message: string; cause?: unknown }> {
  return call.then(
    () => {
      throw new Error('it did not reject');
    },
    (thrown: { code: string; message: string; cause?: unknown }) => thrown,
  );
}

/** What is rejected from now on and heard by nobody. */
export function watchUnhandled(): { readonly reasons: readonly unknown[]; stop(): void } {
  const reasons: unknown[] = [];
  const onUnhandled = ({ reason }: PromiseRejectionEvent): void => void reasons.push(reason);
  addEventListener('unhandledrejection', onUnhandled);
  return { reasons, stop: () => removeEventListener('unhandledrejection', onUnhandled) };
}
