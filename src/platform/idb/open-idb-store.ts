import type { MonitorPorts, Store } from '../../monitor/index.js';
import { Database } from './database.js';
import { IdbCache } from './idb-cache.js';
import { IdbReports } from './idb-reports.js';

/** Opens the store of one viewer at one backend, on this browser's disk. Errors: those of `Store`. */
export async function openIdbStore(
  adapterId: string,
  viewerKey: string,
  { clock, openChannel }: Pick<MonitorPorts, 'clock' | 'openChannel'>,
): Promise<Store> {
  const name = databaseName(adapterId, viewerKey);
  const database = new Database(name, clock);
  await database.open();
  const channel = openChannel(name);
  return {
    reports: new IdbReports(database, channel, clock),
    cache: new IdbCache(database),
    async close() {
      await database.close();
      channel.close();
    },
  };
}

/** The viewer's key may be anything: in digits it has no separator, and is not there for everybody to read. */
export function databaseName(adapterId: string, viewerKey: string): string {
  let digits = '';
  for (let at = 0; at < viewerKey.length; at += 1) digits += viewerKey.charCodeAt(at).toString(16).padStart(4, '0');
  return `chat-monitor-elements:${adapterId}:${digits}`;
}
