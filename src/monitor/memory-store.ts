import { Listeners } from './observable.js';
import {
  StoreError,
  type CacheStore,
  type DeliveryResult,
  type ReportStore,
  type Store,
  type StoredReport,
} from './ports.js';

/** So many delivered records are remembered. */
const DELIVERED_KNOWN = 1_000;

/** What the pages of one browser share. */
class SharedMemory {
  readonly reports = new Map<string, StoredReport>();
  readonly delivered = new Set<string>();
  readonly cache = new Map<string, string>();
  readonly changed = new Listeners<[from: MemoryReports, ids: readonly string[]]>();
  right = 0;
}

class MemoryReports implements ReportStore {
  readonly #shared: SharedMemory;

  constructor(shared: SharedMemory) {
    this.#shared = shared;
  }

  async add(reports: readonly StoredReport[]): Promise<void> {
    const { reports: kept, delivered } = this.#shared;
    const added: string[] = [];
    for (const report of reports) {
      const { id } = report.event;
      if (kept.has(id) || delivered.has(id)) continue;
      kept.set(id, report);
      added.push(id);
    }
    this.#tell(added);
  }

  async update(report: StoredReport): Promise<void> {
    const { id } = report.event;
    if (this.#shared.delivered.has(id)) return;
    this.#shared.reports.set(id, report);
    this.#tell([id]);
  }

  async readAll(): Promise<readonly StoredReport[]> {
    return [...this.#shared.reports.values()];
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, StoredReport | 'delivered'>> {
    const found = new Map<string, StoredReport | 'delivered'>();
    for (const id of ids) {
      const known = this.#shared.delivered.has(id) ? 'delivered' : this.#shared.reports.get(id);
      if (known !== undefined) found.set(id, known);
    }
    return found;
  }

  async takeRight(): Promise<number> {
    return (this.#shared.right += 1);
  }

  async checkRight(right: number): Promise<void> {
    if (this.#shared.right === 0) throw new StoreError('emptied', 'The store was emptied.');
    if (right !== this.#shared.right) throw new StoreError('fenced', 'Another page delivers the records now.');
  }

  async settle(right: number, { delivered, kept }: DeliveryResult): Promise<void> {
    await this.checkRight(right);
    const shared = this.#shared;
    for (const id of delivered) {
      shared.reports.delete(id);
      shared.delivered.add(id);
    }
    for (const report of kept) if (shared.reports.has(report.event.id)) shared.reports.set(report.event.id, report);
    shared.delivered.forEach((id) => {
      if (shared.delivered.size > DELIVERED_KNOWN) shared.delivered.delete(id);
    });
    this.#tell([...delivered, ...kept.map(({ event }) => event.id)]);
  }

  onChanged(listener: (ids: readonly string[]) => void): () => void {
    return this.#shared.changed.add((from, ids) => {
      if (from !== this) listener(ids);
    });
  }

  #tell(ids: readonly string[]): void {
    if (ids.length > 0) this.#shared.changed.call(this, ids);
  }
}

class MemoryCache implements CacheStore {
  readonly #texts: Map<string, string>;

  constructor(texts: Map<string, string>) {
    this.#texts = texts;
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (const key of keys) {
      const text = this.#texts.get(key);
      if (text !== undefined) found.set(key, text);
    }
    return found;
  }

  async write(texts: ReadonlyMap<string, string | undefined>): Promise<void> {
    texts.forEach((text, key) => {
      if (text === undefined) this.#texts.delete(key);
      else this.#texts.set(key, text);
    });
  }

  async clear(): Promise<void> {
    this.#texts.clear();
  }
}

/** Keeps everything for as long as the page lives. */
export class MemoryStore implements Store {
  readonly reports: ReportStore;
  readonly cache: CacheStore;

  constructor(shared = new SharedMemory()) {
    this.reports = new MemoryReports(shared);
    this.cache = new MemoryCache(shared.cache);
  }

  async close(): Promise<void> {}
}

/** Stores of which those of one viewer at one backend share their memory, as pages of one browser share a disk. */
export function memoryStores(): (adapterId: string, viewerKey: string) => Promise<Store> {
  const memories = new Map<string, SharedMemory>();
  return async (adapterId, viewerKey) => {
    const key = JSON.stringify([adapterId, viewerKey]);
    let shared = memories.get(key);
    if (shared === undefined) memories.set(key, (shared = new SharedMemory()));
    return new MemoryStore(shared);
  };
}
