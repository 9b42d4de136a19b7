import type { ChatConnection, ChatError, CommandOutcome } from '../../contract/index.js';
import { Backoff } from '../backoff.js';
import { ASK_LIMIT, outcomeOf, refusalOf } from '../command-outcome.js';
import { toChatError } from '../errors.js';
import { limited } from '../limited.js';
import { pageGone } from '../page-presence.js';
import type { Clock, Locks, Random } from '../ports.js';
import { closeRecord, type RecordResult } from '../report-records.js';
import type { OutboxRecord, OutboxRecords } from './records.js';
import { STORE_LIMIT, type StoreAccess } from './store-access.js';

/** Where a page cannot be proven dead: it knows the outcome of its own commands after so long, ms, or never. */
const OPEN_LIMIT = 60_000;

export interface OrphansContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly locks?: Locks;
  /** This page. */
  readonly pageId: string;
  readonly access: StoreAccess;
  readonly records: OutboxRecords;
  /** Backend time. */
  now(): number;
  /** The outcome of a record became known. */
  settled(): void;
  signedOut(error: ChatError): void;
}

type Result = Omit<RecordResult, 'at'>;

/** Settles the open records of pages that are gone, over one connection of this page's own. */
export class Orphans {
  readonly #context: OrphansContext;
  readonly #connection: ChatConnection;
  readonly #backoff: Backoff;
  readonly #ending = new AbortController();
  readonly #watched = new Set<string>();
  readonly #orphans = new Set<OutboxRecord>();
  #running = false;
  #cancelLook: (() => void) | undefined;

  constructor(context: OrphansContext, connection: ChatConnection) {
    this.#context = context;
    this.#connection = connection;
    this.#backoff = new Backoff(context.random);
  }

  /** There may be open records of other pages. */
  look(): void {
    const { records, locks, pageId } = this.#context;
    this.#cancelLook?.();
    this.#cancelLook = undefined;
    let youngest: number | undefined;
    records.open.forEach((record) => {
      const { page, event } = record.report;
      if (page === pageId || this.#orphans.has(record)) return;
      if (locks !== undefined) this.#watch(locks, page);
      else {
        const left = event.startedAt + OPEN_LIMIT - this.#context.now();
        if (left <= 0) this.#orphans.add(record);
        else youngest = Math.min(left, youngest ?? left);
      }
    });
    if (youngest !== undefined) this.#cancelLook = this.#context.clock.setTimer(() => this.look(), youngest);
    void this.#run();
  }

  end(): void {
    this.#ending.abort();
    this.#cancelLook?.();
  }

  get #ended(): boolean {
    return this.#ending.signal.aborted;
  }

  #watch(locks: Locks, page: string): void {
    if (this.#watched.has(page)) return;
    this.#watched.add(page);
    pageGone(locks, page, this.#ending.signal).then(
      () => {
        // It may come back: what it begins then is its own.
        this.#watched.delete(page);
        this.#context.records.open.forEach((record) => {
          if (record.report.page === page) this.#orphans.add(record);
        });
        void this.#run();
      },
      () => {},
    );
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let record = this.#next(); record !== undefined; record = this.#next()) {
      this.#orphans.delete(record);
      const delay = await this.#settle(record);
      if (delay === undefined) {
        this.#backoff.succeeded();
        continue;
      }
      // Behind the others, which may be luckier.
      this.#orphans.add(record);
      await new Promise<void>((resolve) => this.#context.clock.setTimer(resolve, delay));
    }
    this.#running = false;
  }

  #next(): OutboxRecord | undefined {
    if (this.#ended) return undefined;
    const [first] = this.#orphans;
    return first;
  }

  /** Resolves with the delay before the next try, where one is needed. */
  async #settle(record: OutboxRecord): Promise<number | undefined> {
    const { access, records, now, settled } = this.#context;
    const { id } = record;
    try {
      // The page may have known it in its last moments.
      const found = await access.read(STORE_LIMIT, ({ reports }) => reports.find([id]));
      const there = found.get(id);
      if (there === 'delivered') records.learnDelivered(id);
      else if (there !== undefined) records.learn(there);
    } catch {
      return this.#backoff.next();
    }
    if (records.open.has(record)) {
      const result = await this.#resultOf(record);
      if (typeof result === 'number') return this.#backoff.next(result);
      const { event, filters = {} } = record.report;
      records.learnOutcome(id, closeRecord(event, filters, { ...result, at: now() }));
    }
    settled();
    return undefined;
  }

  /** What became of its command, or how long to wait before it is asked again. */
  async #resultOf({ id, report }: OutboxRecord): Promise<Result | number> {
    const { clock, signedOut } = this.#context;
    if (report.byHost || this.#connection.outcome === undefined) return { outcome: 'unknown' };
    let retryAfter = 0;
    const ask = async (signal: AbortSignal): Promise<CommandOutcome | undefined> =>
      this.#connection.outcome?.(id, { signal });
    const asking = limited(clock, ASK_LIMIT, ask, this.#ending.signal).catch((thrown: unknown) => {
      const error = toChatError(thrown);
      retryAfter = error.retryAfter ?? 0;
      if (error.code === 'unauthenticated') {
        this.end();
        signedOut(error);
      }
      throw thrown;
    });
    const known = await outcomeOf(asking);
    switch (known?.state) {
      case 'done':
        return { outcome: 'done' };
      case 'refused':
        return { outcome: 'refused', error: refusalOf(known) };
      case 'not-performed':
        return { outcome: 'failed' };
      case 'unknown':
        return { outcome: 'unknown' };
      default:
        return retryAfter;
    }
  }
}
