import type { ChatConnection, ChatError, ReportEvent } from '../contract/index.js';
import { Backoff } from './backoff.js';
import { toChatError } from './errors.js';
import { Listeners, State, type Unsubscribe } from './observable.js';
import type { Clock, Random, Store } from './ports.js';
import type { MonitorFault, ReportEntry } from './types.js';

/** Longer than this, and the command goes out with its record in memory only. */
const WRITE_LIMIT = 250;
const BATCH = 50;
/** Delivered ones that stay visible. */
const DELIVERED_SHOWN = 100;

export interface OutboxContext {
  readonly clock: Clock;
  readonly random: Random;
  fault(fault: MonitorFault): void;
}

/**
 * The records of one viewer's commands: written ahead, completed with the outcome, delivered in order per chat until
 * the backend says so. A record leaves the store only when it is delivered.
 */
export class ReportOutbox {
  readonly entries = new State<readonly ReportEntry[]>([]);
  readonly #context: OutboxContext;
  readonly #changed = new Listeners<[ReportEntry]>();
  readonly #backoff: Backoff;
  #store: Store | undefined;
  #right = 0;
  #connection: ChatConnection | undefined;
  #delivering: AbortController | undefined;
  #cancelRetry: (() => void) | undefined;

  /** `opening`: the viewer's store, with what an earlier page left in it. */
  constructor(context: OutboxContext, opening: Promise<Store>) {
    this.#context = context;
    this.#backoff = new Backoff(context.random);
    void this.#open(opening);
  }

  onChanged(listener: (entry: ReportEntry) => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  /** Delivers over this connection, on which the same viewer is signed in; without one, everything waits. */
  deliverTo(connection: ChatConnection | undefined): void {
    this.#connection = connection;
    this.#delivering?.abort();
    this.#delivering = undefined;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#backoff.succeeded();
    this.#deliver();
  }

  /** Resolves when the record is safe, or after 250 ms at the latest with a fault reported. */
  async begin(event: ReportEvent): Promise<void> {
    const entry: ReportEntry = { event, delivery: 'waiting', attempts: 0 };
    this.#replace(entry);
    await this.#write(entry);
  }

  /** The command's outcome is known: the record may go. */
  complete(event: ReportEvent): void {
    const known = this.#entry(event.id);
    const entry: ReportEntry = { event, delivery: 'waiting', attempts: known?.attempts ?? 0 };
    this.#replace(entry);
    void this.#write(entry).then(() => this.#deliver());
  }

  /** Lets refused records wait again, with `ids` these only, and sends at once all that wait. */
  retry(ids?: readonly string[]): void {
    for (const entry of this.entries.value) {
      if (entry.delivery !== 'refused' || ids?.includes(entry.event.id) === false) continue;
      const { reason: _, ...rest } = entry;
      const again: ReportEntry = { ...rest, delivery: 'waiting' };
      this.#replace(again);
      void this.#write(again);
    }
    this.#backoff.succeeded();
    this.#deliver();
  }

  async #open(opening: Promise<Store>): Promise<void> {
    try {
      this.#store = await opening;
      this.#right = await this.#store.reports.takeRight();
      const kept = await this.#store.reports.readAll();
      // What was recorded while the store was opening is not in it yet, and newer.
      const recorded = this.entries.value;
      const ids = new Set(recorded.map((entry) => entry.event.id));
      this.entries.set([...kept.filter((entry) => !ids.has(entry.event.id)), ...recorded]);
      for (const entry of recorded) void this.#write(entry);
      this.#deliver();
    } catch (thrown) {
      this.#storeFault('read', thrown);
    }
  }

  async #write(entry: ReportEntry): Promise<void> {
    const store = this.#store;
    if (store === undefined) return;
    let cancel: (() => void) | undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.#context.clock.setTimer(() => resolve('late'), WRITE_LIMIT);
    });
    try {
      if ((await Promise.race([store.reports.update({ ...entry, page: '' }), late])) === 'late') {
        this.#storeFault('write', new Error(`not written within ${WRITE_LIMIT} ms`));
      }
    } catch (thrown) {
      this.#storeFault('write', thrown);
    } finally {
      cancel?.();
    }
  }

  #deliver(): void {
    if (this.#connection?.report === undefined || this.#delivering !== undefined) return;
    const batch = this.#due();
    if (batch.length === 0) return;
    const delivering = new AbortController();
    this.#delivering = delivering;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    void this.#send(this.#connection, batch, delivering.signal).then((delay) => {
      if (this.#delivering !== delivering) return;
      this.#delivering = undefined;
      if (delay === undefined) return;
      if (delay === 0) this.#deliver();
      else this.#cancelRetry = this.#context.clock.setTimer(() => this.#deliver(), delay);
    });
  }

  /** Completed records, oldest first; what follows an open one of the same chat waits for it. */
  #due(): readonly ReportEntry[] {
    const blocked = new Set<string>();
    const due: ReportEntry[] = [];
    for (const entry of this.entries.value) {
      if (entry.delivery !== 'waiting') continue;
      if (entry.event.outcome === 'performing') blocked.add(entry.event.chatId);
      else if (!blocked.has(entry.event.chatId) && due.length < BATCH) due.push(entry);
    }
    return due;
  }

  /** Resolves with the delay before the next try, or undefined where only another connection helps. */
  async #send(
    connection: ChatConnection,
    batch: readonly ReportEntry[],
    signal: AbortSignal,
  ): Promise<number | undefined> {
    try {
      const receipt = await connection.report?.(
        batch.map((entry) => entry.event),
        { signal },
      );
      if (receipt === undefined) return undefined;
      for (const id of receipt.accepted) this.#accepted(id);
      for (const { id, code, message } of receipt.refused) this.#refused(id, message ?? code);
      const left = batch.filter((entry) => this.#entry(entry.event.id)?.delivery === 'waiting');
      if (left.length === batch.length) {
        for (const entry of left) this.#failed(entry, 'the backend did not confirm it');
        return this.#backoff.next();
      }
      this.#backoff.succeeded();
      return 0;
    } catch (thrown) {
      if (signal.aborted) return undefined;
      const error: ChatError = toChatError(thrown);
      for (const entry of batch) this.#failed(entry, error.message);
      return error.code === 'unauthenticated' ? undefined : this.#backoff.next(error.retryAfter);
    }
  }

  #accepted(id: string): void {
    const entry = this.#entry(id);
    if (entry === undefined || entry.delivery === 'delivered') return;
    const { reason: _, ...rest } = entry;
    this.#replace({ ...rest, delivery: 'delivered', attempts: entry.attempts + 1 });
    this.#store?.reports
      .settle(this.#right, { delivered: [id], kept: [] })
      .catch((thrown: unknown) => this.#storeFault('write', thrown));
  }

  #refused(id: string, reason: string): void {
    const entry = this.#entry(id);
    if (entry === undefined) return;
    const refused: ReportEntry = { ...entry, delivery: 'refused', attempts: entry.attempts + 1, reason };
    this.#replace(refused);
    void this.#write(refused);
  }

  #failed(entry: ReportEntry, reason: string): void {
    this.#replace({ ...entry, attempts: entry.attempts + 1, reason }, false);
  }

  #entry(id: string): ReportEntry | undefined {
    return this.entries.value.find((entry) => entry.event.id === id);
  }

  /** Keeps the order of first appearance; forgets the oldest delivered ones. */
  #replace(entry: ReportEntry, tell = true): void {
    const known = this.entries.value;
    const at = known.findIndex((other) => other.event.id === entry.event.id);
    let next = at === -1 ? [...known, entry] : known.map((other, index) => (index === at ? entry : other));
    let surplus = next.filter((other) => other.delivery === 'delivered').length - DELIVERED_SHOWN;
    if (surplus > 0) next = next.filter((other) => other.delivery !== 'delivered' || surplus-- <= 0);
    this.entries.set(next);
    if (tell) this.#changed.call(entry);
  }

  #storeFault(what: 'read' | 'write', thrown: unknown): void {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    this.#context.fault({ what: `report-${what}`, message });
  }
}
