import type { ReportEvent } from '../../contract/index.js';
import { Listeners, State, type Unsubscribe } from '../observable.js';
import type { Scheduler, StoredReport } from '../ports.js';
import type { ReportDelivery, ReportEntry } from '../types.js';
import { asDelivered, knowsMore, tellsTheSame } from './knowledge.js';

/** Delivered ones that stay visible. */
const DELIVERED_SHOWN = 100;

/** One record as this page knows it. */
export class OutboxRecord {
  report: StoredReport;
  /** Whether the store has it; `writing` as long as that is not certain. */
  stored: 'yes' | 'writing' | 'no';
  /** The store is to be told what `report` says. */
  behind = false;
  /** On its way to the backend. */
  sending = false;
  /** The store lost it: whoever gave the command brings it back with the outcome, or delivered it already. */
  missing = false;

  constructor(report: StoredReport, stored: OutboxRecord['stored']) {
    this.report = report;
    this.stored = stored;
  }

  get id(): string {
    return this.report.event.id;
  }

  /** As far as this page knows, no other one can know of it. */
  get alone(): boolean {
    return this.stored !== 'yes';
  }
}

export interface OutboxRecordsContext {
  readonly scheduler: Scheduler;
  /** Records of anybody else are left alone. */
  readonly viewerId: string;
  /** This page knows more of a record than the store does. */
  behind(record: OutboxRecord): void;
}

/** The records of one viewer, from all pages, oldest first: what is known of them, and what is shown. */
export class OutboxRecords {
  readonly entries = new State<readonly ReportEntry[]>([]);
  /** Those whose outcome is not known yet. */
  readonly open = new Set<OutboxRecord>();
  /** Ids of delivered ones that the store keeps all the same. */
  readonly leftovers = new Set<string>();
  /** Other pages may have added something that is not known, or not in its place. */
  unordered = false;
  readonly #context: OutboxRecordsContext;
  readonly #changed = new Listeners<[ReportEntry]>();
  readonly #delivered: OutboxRecord[] = [];
  readonly #counts: Record<ReportDelivery, number> = { waiting: 0, delivered: 0, refused: 0 };
  #records = new Map<string, OutboxRecord>();
  #publishing = false;

  constructor(context: OutboxRecordsContext) {
    this.#context = context;
  }

  /** So many wait. */
  get waiting(): number {
    return this.#counts.waiting;
  }

  /** Those that the backend does not have. */
  get undelivered(): readonly OutboxRecord[] {
    return [...this.#records.values()].filter(({ report }) => report.delivery !== 'delivered');
  }

  get(id: string): OutboxRecord | undefined {
    return this.#records.get(id);
  }

  /** Told of each record that is new, delivered, refused, or waits again. */
  onChanged(listener: (entry: ReportEntry) => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  /** `news`: not when it was there before this page. */
  insert(report: StoredReport, stored: OutboxRecord['stored'], news: boolean): OutboxRecord {
    const record = new OutboxRecord(report, stored);
    this.#records.set(record.id, record);
    this.#note(record);
    if (news) this.#changed.call(report);
    return record;
  }

  set(record: OutboxRecord, report: StoredReport): void {
    const { delivery } = record.report;
    record.report = report;
    this.#note(record, delivery);
    if (delivery !== report.delivery) this.#changed.call(report);
  }

  /** Takes over an outcome where it is better than what is known, and the backend has not got the record yet. */
  learnOutcome(id: string, event: ReportEvent): void {
    const record = this.#records.get(id);
    if (record === undefined || record.report.delivery === 'delivered' || !knowsMore(event, record.report.event))
      return;
    this.set(record, { ...record.report, event });
    this.#context.behind(record);
  }

  learnDelivered(id: string): void {
    const record = this.#records.get(id);
    if (record !== undefined && record.report.delivery !== 'delivered') this.set(record, asDelivered(record.report));
  }

  /** What the store says of a record. Of its outcome the better knowledge counts, of its delivery the later word. */
  learn(found: StoredReport, news = true): void {
    if (found.event.actor.id !== this.#context.viewerId) return;
    if (found.delivery === 'delivered') this.leftovers.add(found.event.id);
    const record = this.#records.get(found.event.id);
    if (record === undefined) {
      this.insert(found, 'yes', news);
      this.unordered = true;
      return;
    }
    record.stored = 'yes';
    record.missing = false;
    if (found.delivery === 'delivered') this.learnDelivered(record.id);
    else if (record.report.delivery === 'delivered') this.#context.behind(record);
    else {
      const ours = knowsMore(record.report.event, found.event);
      const { event } = ours ? record.report : found;
      const merged = { ...(record.behind ? record.report : found), event };
      if (!tellsTheSame(merged, record.report)) this.set(record, merged);
      if (ours) this.#context.behind(record);
    }
  }

  /** The same for all that the store has, which also tells in what order. */
  learnAll(found: readonly StoredReport[], news: boolean): void {
    for (const report of found) this.learn(report, news);
    const ordered: OutboxRecord[] = [];
    for (const { event } of found) {
      const record = this.#records.get(event.id);
      if (record !== undefined) ordered.push(record);
    }
    this.#order(ordered);
    this.unordered = false;
  }

  /** The oldest completed ones, of each chat only those that nothing older of the same chat holds up. */
  due(limit: number, may: (record: OutboxRecord) => boolean, others: 'hold up' | 'let pass'): readonly OutboxRecord[] {
    const heldUp = new Set<string>();
    const due: OutboxRecord[] = [];
    for (const record of this.#records.values()) {
      const { delivery, event } = record.report;
      if (delivery !== 'waiting' || heldUp.has(event.chatId)) continue;
      if (event.outcome === 'performing') {
        if (!record.missing) heldUp.add(event.chatId);
      } else if (may(record)) due.push(record);
      else if (others === 'hold up') heldUp.add(event.chatId);
      if (due.length === limit) break;
    }
    return due;
  }

  /** Nothing is known any more. */
  clear(): void {
    this.#records.clear();
    this.#delivered.length = 0;
    this.#counts.waiting = this.#counts.refused = this.#counts.delivered = 0;
    this.open.clear();
    this.leftovers.clear();
    this.#publish();
  }

  /** What the store does not have stands where its time says. */
  #order(stored: readonly OutboxRecord[]): void {
    const inStore = new Set(stored);
    const records = new Map<string, OutboxRecord>();
    let next = 0;
    for (const record of this.#records.values()) {
      if (inStore.has(record)) continue;
      for (let other = stored[next]; other !== undefined; other = stored[(next += 1)]) {
        if (other.report.event.startedAt > record.report.event.startedAt) break;
        records.set(other.id, other);
      }
      records.set(record.id, record);
    }
    for (const other of stored.slice(next)) records.set(other.id, other);
    this.#records = records;
    this.#publish();
  }

  #note(record: OutboxRecord, before?: ReportDelivery): void {
    const { event, delivery } = record.report;
    if (event.outcome === 'performing' && delivery !== 'delivered') this.open.add(record);
    else this.open.delete(record);
    if (before !== delivery) {
      if (before !== undefined) this.#counts[before] -= 1;
      this.#counts[delivery] += 1;
      if (delivery === 'delivered') this.#forgetOldest(record);
    }
    this.#publish();
  }

  #forgetOldest(delivered: OutboxRecord): void {
    this.#delivered.push(delivered);
    if (this.#delivered.length <= DELIVERED_SHOWN) return;
    const oldest = this.#delivered.shift();
    if (oldest === undefined) return;
    this.#records.delete(oldest.id);
    this.#counts.delivered -= 1;
  }

  /** Once for everything that happens until the next flush. */
  #publish(): void {
    if (this.#publishing) return;
    this.#publishing = true;
    this.#context.scheduler.requestFlush(this.#setEntries);
  }

  readonly #setEntries = (): void => {
    this.#publishing = false;
    const entries = [...this.#records.values()].map(({ report }) => report);
    // The store may have them in another order: one that could not be stored at first is behind later ones there.
    this.entries.set(entries.sort((a, b) => a.event.startedAt - b.event.startedAt));
  };
}
