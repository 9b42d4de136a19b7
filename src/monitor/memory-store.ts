import type { Store } from './ports.js';
import type { ReportEntry } from './types.js';

/** Keeps records for as long as the page lives. */
export class MemoryStore implements Store {
  readonly #reports = new Map<string, ReportEntry>();

  async putReport(entry: ReportEntry): Promise<void> {
    this.#reports.set(entry.event.id, entry);
  }

  async removeReport(id: string): Promise<void> {
    this.#reports.delete(id);
  }

  async readReports(): Promise<readonly ReportEntry[]> {
    return [...this.#reports.values()].sort((a, b) => a.event.startedAt - b.event.startedAt);
  }

  async close(): Promise<void> {}
}

/** One memory store per viewer and backend, shared by all monitors that ask for it. */
export function memoryStores(): (adapterId: string, viewerKey: string) => Promise<Store> {
  const stores = new Map<string, MemoryStore>();
  return async (adapterId, viewerKey) => {
    const key = JSON.stringify([adapterId, viewerKey]);
    let store = stores.get(key);
    if (store === undefined) {
      store = new MemoryStore();
      stores.set(key, store);
    }
    return store;
  };
}
