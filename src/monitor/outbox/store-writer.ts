import { Backoff } from '../backoff.js';
import type { Clock, Random } from '../ports.js';
import { tellsTheSame } from './knowledge.js';
import type { OutboxRecord, OutboxRecords } from './records.js';
import { PATIENCE, STORE_LIMIT, type StoreAccess } from './store-access.js';

const BATCH = 50;

export interface StoreWriterContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly access: StoreAccess;
  readonly records: OutboxRecords;
  /** A record is in this page's memory only; told once, until it is stored. */
  unsaved(record: OutboxRecord, thrown: unknown): void;
  /** For now nothing more is being written. */
  rested(): void;
}

/** Brings into the store what it does not know yet, and tries again until it does. */
export class StoreWriter {
  readonly #context: StoreWriterContext;
  readonly #backoff: Backoff;
  readonly #behind = new Set<OutboxRecord>();
  readonly #told = new WeakSet<OutboxRecord>();
  #running = false;
  #cancelRetry: (() => void) | undefined;

  constructor(context: StoreWriterContext) {
    this.#context = context;
    this.#backoff = new Backoff(context.random);
  }

  /** Resolves when the record is on disk, or after 250 ms at the latest with it in memory only. */
  async writeAhead(record: OutboxRecord): Promise<void> {
    const adding = this.#add([record]);
    try {
      await this.#context.access.answer(PATIENCE, adding);
    } catch (thrown) {
      this.#tell(record, thrown);
      void this.#finish([record], adding, STORE_LIMIT).catch(() => {
        this.#note(record);
        this.#retryLater();
        this.#context.rested();
      });
    }
  }

  /** Puts records there at once that the store does not have. Errors: `StoreError`; then they are tried again. */
  async bringBack(records: readonly OutboxRecord[], limit: number): Promise<void> {
    try {
      await this.#finish(records, this.#add(records), limit);
    } catch (thrown) {
      for (const record of records) this.#note(record);
      this.#retryLater();
      throw thrown;
    }
  }

  /** The store is to be told of it. */
  later(record: OutboxRecord): void {
    this.#note(record);
    if (this.#cancelRetry === undefined) void this.#run();
  }

  /** Tries at once what waits for its next try. */
  kick(): void {
    if (this.#behind.size > 0) void this.#run();
  }

  /** Leaves it at what is written. */
  clear(): void {
    this.#behind.clear();
  }

  #note(record: OutboxRecord): void {
    record.behind = true;
    this.#behind.add(record);
  }

  #done(record: OutboxRecord): void {
    record.behind = false;
    this.#behind.delete(record);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    try {
      for (let batch = this.#batch(); batch.length > 0; batch = this.#batch()) await this.#write(batch);
      this.#backoff.succeeded();
    } catch {
      this.#retryLater();
    } finally {
      this.#running = false;
    }
    this.#context.rested();
  }

  #retryLater(): void {
    this.#cancelRetry ??= this.#context.clock.setTimer(() => void this.#run(), this.#backoff.next());
  }

  /** What is on its way to the backend may be delivered before it could be added. */
  #batch(): readonly OutboxRecord[] {
    const batch: OutboxRecord[] = [];
    for (const record of this.#behind) {
      if (!(record.sending && record.alone) && batch.push(record) === BATCH) break;
    }
    return batch;
  }

  async #write(batch: readonly OutboxRecord[]): Promise<void> {
    const { access, records } = this.#context;
    const found = await access.read(STORE_LIMIT, ({ reports }) => reports.find(batch.map(({ id }) => id)));
    const missing: OutboxRecord[] = [];
    for (const record of batch) {
      const there = found.get(record.id);
      if (there === 'delivered') records.learnDelivered(record.id);
      else if (there !== undefined) records.learn(there);
      const { delivery } = record.report;
      if (there === undefined && delivery !== 'delivered') missing.push(record);
      else if (there === undefined || there === 'delivered' || tellsTheSame(there, record.report)) this.#done(record);
    }
    // What was sent in the meantime waits for its answer.
    const ready = missing.filter(({ sending }) => !sending);
    if (ready.length > 0) await this.#finish(ready, this.#add(ready), STORE_LIMIT);
    for (const record of batch) if (record.behind && !record.alone) await this.#update(record);
  }

  /** They count as stored whenever it succeeds, however late. */
  async #add(records: readonly OutboxRecord[]): Promise<void> {
    const reports = records.map(({ report }) => report);
    for (const record of records) record.stored = 'writing';
    const { reports: store } = await this.#context.access.store();
    await store.add(reports);
    records.forEach((record, at) => {
      record.stored = 'yes';
      this.#told.delete(record);
      // It may have moved on, and an earlier try may have come through after all.
      if (record.behind || record.report !== reports[at]) this.later(record);
    });
  }

  async #finish(records: readonly OutboxRecord[], adding: Promise<void>, limit: number): Promise<void> {
    try {
      await this.#context.access.answer(limit, adding);
    } catch (thrown) {
      for (const record of records) {
        if (record.stored === 'writing') record.stored = 'no';
        if (record.alone) this.#tell(record, thrown);
      }
      throw thrown;
    }
  }

  async #update(record: OutboxRecord): Promise<void> {
    const { report } = record;
    await this.#context.access.write(STORE_LIMIT, (store) => store.reports.update(report));
    if (report.delivery === 'delivered') this.#context.records.leftovers.add(record.id);
    if (record.report === report) this.#done(record);
  }

  #tell(record: OutboxRecord, thrown: unknown): void {
    if (this.#told.has(record)) return;
    this.#told.add(record);
    this.#context.unsaved(record, thrown);
  }
}
