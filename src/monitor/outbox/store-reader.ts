import { Backoff } from '../backoff.js';
import type { Clock, Random } from '../ports.js';
import type { OutboxRecord, OutboxRecords } from './records.js';
import { STORE_LIMIT, type StoreAccess } from './store-access.js';

export interface StoreReaderContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly access: StoreAccess;
  readonly records: OutboxRecords;
  /** The store had it, and has it no more. */
  lost(record: OutboxRecord): void;
  /** Everything that other pages did is known. */
  read(): void;
}

/** Keeps up with what the other pages do to the records. */
export class StoreReader {
  readonly #context: StoreReaderContext;
  readonly #backoff: Backoff;
  #changed = new Set<string>();
  #all = true;
  #first = true;
  #running = false;
  #cancelRetry: (() => void) | undefined;

  constructor(context: StoreReaderContext) {
    this.#context = context;
    this.#backoff = new Backoff(context.random);
  }

  /** Another page added, changed or delivered these. */
  changed(ids: readonly string[]): void {
    for (const id of ids) this.#changed.add(id);
    void this.#run();
  }

  /** Looks at everything: this page may have missed something. */
  readAll(): void {
    this.#all = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    try {
      while (this.#all || this.#changed.size > 0) await (this.#all ? this.#readAll() : this.#readChanged());
      this.#backoff.succeeded();
    } catch {
      this.#context.records.unordered = true;
      this.#cancelRetry = this.#context.clock.setTimer(() => void this.#run(), this.#backoff.next());
    } finally {
      this.#running = false;
    }
    this.#context.read();
  }

  async #readAll(): Promise<void> {
    const { access, records } = this.#context;
    this.#all = false;
    const found = await access
      .read(STORE_LIMIT, ({ reports }) => reports.readAll())
      .catch((thrown: unknown) => {
        this.#all = true;
        throw thrown;
      });
    records.learnAll(found, !this.#first);
    this.#first = false;
    // What it has no more was delivered, or is lost.
    const there = new Set(found.map(({ event }) => event.id));
    for (const { id, alone } of records.undelivered) if (!alone && !there.has(id)) this.#changed.add(id);
  }

  async #readChanged(): Promise<void> {
    const { access, records, lost } = this.#context;
    const ids = this.#changed;
    this.#changed = new Set();
    try {
      const found = await access.read(STORE_LIMIT, ({ reports }) => reports.find([...ids]));
      ids.forEach((id) => {
        const record = found.has(id) ? undefined : records.get(id);
        if (record === undefined || record.alone) return;
        record.missing = true;
        lost(record);
      });
      found.forEach((there, id) => (there === 'delivered' ? records.learnDelivered(id) : records.learn(there)));
    } catch (thrown) {
      ids.forEach((id) => this.#changed.add(id));
      throw thrown;
    }
  }
}
