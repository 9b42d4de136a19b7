import { StoreError, type Channel, type Clock } from '../../monitor/index.js';
import type { DeliveryResult, ReportStore, StoredReport } from '../../monitor/index.js';
import type { Database, Transaction } from './database.js';

/** A delivered record is remembered for as long as this, ms, and longer while there are no more than so many. */
const DELIVERED_KNOWN_FOR = 24 * 60 * 60 * 1_000;
const DELIVERED_KNOWN = 1_000;

type Write = Transaction<'readwrite'>;

export class IdbReports implements ReportStore {
  readonly #database: Database;
  readonly #channel: Channel;
  readonly #clock: Clock;

  constructor(database: Database, channel: Channel, clock: Clock) {
    this.#database = database;
    this.#channel = channel;
    this.#clock = clock;
  }

  async add(reports: readonly StoredReport[]): Promise<void> {
    const added: string[] = [];
    const work = async (transaction: Write): Promise<void> => {
      for (const report of reports) {
        const { id } = report.event;
        if ((await find(transaction, id)) !== undefined) continue;
        await keep(transaction, report);
        added.push(id);
      }
    };
    await this.#database.run('readwrite', ['reports', 'delivered'], work, 'strict');
    this.#tell(added);
  }

  async update(report: StoredReport): Promise<void> {
    const { id } = report.event;
    const changed = await this.#database.run('readwrite', ['reports', 'delivered'], async (transaction) => {
      if ((await find(transaction, id)) === 'delivered') return [];
      await keep(transaction, report);
      return [id];
    });
    this.#tell(changed);
  }

  async readAll(): Promise<readonly StoredReport[]> {
    const rows = await this.#database.run('readonly', ['reports'], (transaction) =>
      transaction.objectStore('reports').getAll(),
    );
    return rows.filter(isStoredReport);
  }

  async find(ids: readonly string[]): Promise<ReadonlyMap<string, StoredReport | 'delivered'>> {
    const found = new Map<string, StoredReport | 'delivered'>();
    await this.#database.run('readonly', ['reports', 'delivered'], async (transaction) => {
      for (const id of ids) {
        const known = await find(transaction, id);
        if (known !== undefined) found.set(id, known);
      }
    });
    return found;
  }

  takeRight(): Promise<number> {
    return this.#database.run('readwrite', ['meta'], async (transaction) => {
      const meta = transaction.objectStore('meta');
      // A browser that emptied its disk starts to count anew: the time keeps it above every right of before.
      const right = Math.max(Math.floor(this.#clock.now()), Number(await meta.get('right')) + 1 || 0);
      await meta.put(right, 'right');
      return right;
    });
  }

  checkRight(right: number): Promise<void> {
    return this.#database.run('readonly', ['meta'], (transaction) => check(transaction, right));
  }

  async settle(right: number, { delivered, kept }: DeliveryResult): Promise<void> {
    await this.#database.run('readwrite', ['reports', 'delivered', 'meta'], async (transaction) => {
      await check(transaction, right);
      const reports = transaction.objectStore('reports');
      const now = this.#clock.now();
      for (const id of delivered) {
        const key = await reports.index('id').getKey(id);
        if (key !== undefined) await reports.delete(key);
        await transaction.objectStore('delivered').put({ at: now }, id);
      }
      for (const report of kept) {
        if ((await reports.index('id').getKey(report.event.id)) !== undefined) await keep(transaction, report);
      }
      await forget(transaction, now);
    });
    this.#tell([...delivered, ...kept.map(({ event }) => event.id)]);
  }

  onChanged(listener: (ids: readonly string[]) => void): () => void {
    return this.#channel.onMessage((message) => {
      // Any script of this origin may post here.
      if (Array.isArray(message)) listener(message.filter((id) => typeof id === 'string'));
    });
  }

  #tell(ids: readonly string[]): void {
    if (ids.length > 0) this.#channel.post(ids);
  }
}

async function find(
  transaction: Transaction<'readonly' | 'readwrite'>,
  id: string,
): Promise<StoredReport | 'delivered' | undefined> {
  if ((await transaction.objectStore('delivered').getKey(id)) !== undefined) return 'delivered';
  const row = await transaction.objectStore('reports').index('id').get(id);
  return isStoredReport(row) ? row : undefined;
}

/** In the place that it has, or behind all others. */
async function keep(transaction: Write, report: StoredReport): Promise<void> {
  const reports = transaction.objectStore('reports');
  await reports.put(report, await reports.index('id').getKey(report.event.id));
}

async function check(transaction: Transaction<'readonly' | 'readwrite'>, right: number): Promise<void> {
  const taken = await transaction.objectStore('meta').get('right');
  if (taken === undefined) throw new StoreError('emptied', 'The browser emptied the store.');
  if (taken !== right) throw new StoreError('fenced', 'Another page delivers the records now.');
}

async function forget(transaction: Write, now: number): Promise<void> {
  const delivered = transaction.objectStore('delivered');
  const surplus = (await delivered.count()) - DELIVERED_KNOWN;
  if (surplus <= 0) return;
  const old = IDBKeyRange.upperBound(now - DELIVERED_KNOWN_FOR);
  for (const id of await delivered.index('at').getAllKeys(old, surplus)) await delivered.delete(id);
}

/** Only as far as the monitor would break on it: another script of this origin may have written it. */
function isStoredReport(row: unknown): row is StoredReport {
  const { event, delivery, attempts, page } = (row ?? {}) as Partial<StoredReport>;
  return (
    typeof event?.id === 'string' &&
    typeof event.chatId === 'string' &&
    typeof event.outcome === 'string' &&
    typeof event.form === 'object' &&
    typeof delivery === 'string' &&
    typeof attempts === 'number' &&
    typeof page === 'string'
  );
}
