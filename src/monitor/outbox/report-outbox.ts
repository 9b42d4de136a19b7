import type { ChatConnection, ChatError, ReportEvent } from '../../contract/index.js';
import type { Observable, Unsubscribe } from '../observable.js';
import type { Clock, Locks, Random, Scheduler, Store, StoredReport } from '../ports.js';
import { isRelayed } from '../relayed.js';
import type { MonitorFault, ReportEntry } from '../types.js';
import { Delivery } from './delivery.js';
import { asDelivered } from './knowledge.js';
import { LostRecords } from './lost-records.js';
import { Orphans } from './orphans.js';
import { OutboxRecords } from './records.js';
import { STORE_LIMIT, StoreAccess } from './store-access.js';
import { StoreReader } from './store-reader.js';
import { StoreWriter } from './store-writer.js';

/** A page looks at all that is stored this often, ms: nobody tells that it was emptied, nor a page's last record when it died. */
const LOOK_PACE = 60_000;

export interface OutboxContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly locks?: Locks;
  /** This page, among those of its browser. */
  readonly pageId: string;
  /** Backend time. */
  now(): number;
  fault(fault: MonitorFault): void;
  /** A delivery was answered with `unauthenticated`. */
  signedOut(error: ChatError): void;
}

/**
 * The records of one viewer's commands, from all pages: written ahead, completed with the outcome, delivered in order
 * per chat until the backend says so. A record leaves the store only when it is delivered.
 */
export class ReportOutbox {
  readonly #context: OutboxContext;
  readonly #access: StoreAccess;
  readonly #records: OutboxRecords;
  readonly #writer: StoreWriter;
  readonly #reader: StoreReader;
  #delivery: Delivery | undefined;
  #orphans: Orphans | undefined;
  #cancelLook: (() => void) | undefined;

  /** `openStore`: the viewer's store, with what other pages keep in it; asked again after it failed. */
  constructor(context: OutboxContext, viewerId: string, openStore: () => Promise<Store>) {
    this.#context = context;
    const { clock, random, scheduler } = context;
    const records = new OutboxRecords({ scheduler, viewerId, behind: (record) => this.#writer.later(record) });
    const access = new StoreAccess({
      clock,
      openStore,
      opened: ({ reports }) => {
        reports.onChanged((ids) => this.#reader.changed(ids));
        this.#reader.readAll();
      },
      readFailed: (thrown) => this.#storeFault(thrown),
    });
    this.#records = records;
    this.#access = access;
    this.#writer = new StoreWriter({
      clock,
      random,
      access,
      records,
      unsaved: ({ id }, thrown) => this.#storeFault(thrown, id),
      rested: () => this.#delivery?.kick(),
    });
    const lost = new LostRecords({ ...context, records, bringBack: (record) => this.#writer.later(record) });
    this.#reader = new StoreReader({
      clock,
      random,
      access,
      records,
      lost: (record) => lost.add(record),
      read: () => {
        this.#orphans?.look();
        this.#delivery?.kick();
      },
    });
    this.#reader.readAll();
  }

  /** Oldest first: those that wait or were refused, and the last hundred that were delivered. */
  get entries(): Observable<readonly ReportEntry[]> {
    return this.#records.entries;
  }

  /** Told of each record once when it is queued, delivered and refused, whichever page did it. */
  onChanged(listener: (entry: ReportEntry) => void): Unsubscribe {
    return this.#records.onChanged(listener);
  }

  /** Resolves when the record is safe, or after 250 ms at the latest with it in memory only, and a fault reported. */
  async begin(event: ReportEvent, more: Pick<StoredReport, 'filters' | 'byHost'> = {}): Promise<void> {
    const report: StoredReport = { event, delivery: 'waiting', attempts: 0, page: this.#context.pageId, ...more };
    this.#writer.kick();
    await this.#writer.writeAhead(this.#records.insert(report, 'writing', true));
  }

  /** The command's outcome is known: the record may go. */
  complete(event: ReportEvent): void {
    this.#records.learnOutcome(event.id, event);
    this.#writer.kick();
    this.#delivery?.kick();
  }

  /** Lets refused records wait again, with `ids` these only, and sends at once all that wait. */
  retry(ids?: readonly string[]): void {
    for (const record of this.#records.undelivered) {
      const { reason: _, ...report } = record.report;
      if (report.delivery !== 'refused' || ids?.includes(record.id) === false) continue;
      this.#records.set(record, { ...report, delivery: 'waiting' });
      this.#writer.later(record);
    }
    this.#hurry();
  }

  /** Delivers over this connection, on which the same viewer is signed in; without one, everything waits. */
  deliverTo(connection: ChatConnection | undefined): void {
    this.#delivery?.end();
    this.#orphans?.end();
    this.#cancelLook?.();
    this.#delivery = this.#orphans = undefined;
    if (connection === undefined) return;
    const parts = { ...this.#context, access: this.#access, records: this.#records, writer: this.#writer };
    this.#delivery = new Delivery(parts, connection);
    if (!isRelayed(connection)) {
      this.#orphans = new Orphans({ ...parts, settled: () => this.#delivery?.kick() }, connection);
      this.#orphans.look();
      // A page that slept did not hear what the others did.
      this.#records.unordered = true;
      this.#reader.readAll();
    }
    this.#lookLater();
    this.#writer.kick();
    this.#delivery.kick();
  }

  /** Delivers what waits, for at most `limit` ms. Resolves with how many records the backend still does not have. */
  async drain(limit: number): Promise<number> {
    this.#hurry();
    await new Promise<void>((resolve) => {
      const end = (): void => {
        cancel();
        unsubscribe();
        resolve();
      };
      const cancel = this.#context.clock.setTimer(end, limit);
      const unsubscribe = this.#records.onChanged(() => {
        if (this.#records.waiting === 0) end();
      });
      if (this.#records.waiting === 0) end();
    });
    return this.#records.undelivered.length;
  }

  /** Gives up what was not delivered. */
  async discard(): Promise<void> {
    const given = this.#records.undelivered.map(({ report }) => asDelivered(report));
    const delivered = given.map(({ event }) => event.id);
    const relayed = this.#delivery?.relayed;
    this.deliverTo(undefined);
    this.#records.clear();
    this.#writer.clear();
    await this.#access.write(STORE_LIMIT, async ({ reports }) => {
      // The page that has the right takes them out.
      if (relayed) for (const report of given) await reports.update(report);
      else await reports.settle(await reports.takeRight(), { delivered, kept: [] });
    });
  }

  /** Forgets what was shown. */
  async clearCache(): Promise<void> {
    await this.#access.write(STORE_LIMIT, ({ cache }) => cache.clear());
  }

  #lookLater(): void {
    this.#cancelLook = this.#context.clock.setTimer(() => {
      this.#reader.readAll();
      this.#lookLater();
    }, LOOK_PACE);
  }

  #hurry(): void {
    this.#writer.kick();
    this.#delivery?.hurry();
  }

  #storeFault(thrown: unknown, id?: string): void {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    this.#context.fault({ what: 'report-store', ...(id !== undefined && { id }), message });
  }
}
