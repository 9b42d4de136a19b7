import type { ChatConnection, ChatError, ReportReceipt } from '../../contract/index.js';
import { Backoff } from '../backoff.js';
import { toChatError } from '../errors.js';
import { limited } from '../limited.js';
import type { Clock, Random, StoredReport } from '../ports.js';
import type { DeliveryRight } from './delivery-right.js';
import { asDelivered } from './knowledge.js';
import type { OutboxRecord, OutboxRecords } from './records.js';
import { isFenced, PATIENCE } from './store-access.js';
import type { StoreWriter } from './store-writer.js';

const BATCH = 50;
/** A delivery without an answer is given up after this, ms. */
const ANSWER_LIMIT = 30_000;

export interface DispatchContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly connection: ChatConnection;
  readonly records: OutboxRecords;
  readonly writer: StoreWriter;
  readonly right: DeliveryRight | undefined;
  signedOut(error: ChatError): void;
}

/** A record on its way, as it was sent. */
interface Sent {
  readonly record: OutboxRecord;
  readonly report: StoredReport;
}

/** Sends batches over one connection, and keeps what came of them. */
export class Dispatch {
  readonly #context: DispatchContext;
  readonly #ending: AbortSignal;
  readonly #backoff: Backoff;
  #size = BATCH;

  constructor(context: DispatchContext, ending: AbortSignal) {
    this.#context = context;
    this.#ending = ending;
    this.#backoff = new Backoff(context.random);
  }

  /** So many records at most are sent together. */
  get size(): number {
    return this.#size;
  }

  hurry(): void {
    this.#backoff.succeeded();
  }

  /** Resolves with the delay before the next batch, or undefined where nothing more can be sent. */
  async send(batch: readonly OutboxRecord[]): Promise<number | undefined> {
    const { clock, writer, signedOut } = this.#context;
    const sent = batch.map((record): Sent => ({ record, report: record.report }));
    for (const record of batch) record.sending = true;
    try {
      return await this.#received(
        sent,
        await limited(clock, ANSWER_LIMIT, (signal) => this.#report(sent, signal), this.#ending),
      );
    } catch (thrown) {
      if (this.#ending.aborted) return undefined;
      const error = toChatError(thrown);
      // The guard or the backend does not take some of them as they are.
      if (thrown instanceof TypeError || error.code === 'invalid') return await this.#narrow(sent, error);
      for (const { record } of sent) this.#failed(record, error.message);
      await this.#settle([], batch);
      if (error.code !== 'unauthenticated') return this.#backoff.next(error.retryAfter);
      signedOut(error);
      return undefined;
    } finally {
      for (const record of batch) record.sending = false;
      writer.kick();
    }
  }

  async #report(sent: readonly Sent[], signal: AbortSignal): Promise<ReportReceipt> {
    const events = sent.map(({ report }) => report.event);
    return (await this.#context.connection.report?.(events, { signal })) ?? { accepted: [], refused: [] };
  }

  async #received(sent: readonly Sent[], receipt: ReportReceipt): Promise<number> {
    const accepted = new Set(receipt.accepted);
    const refused = new Map(receipt.refused.map(({ id, code, message }) => [id, message ?? code]));
    const delivered: OutboxRecord[] = [];
    const kept: OutboxRecord[] = [];
    let unnamed = 0;
    for (const { record, report } of sent) {
      const reason = refused.get(record.id);
      if (accepted.has(record.id)) {
        this.#context.records.set(record, asDelivered(report, report.attempts + 1));
        delivered.push(record);
        continue;
      }
      kept.push(record);
      if (reason !== undefined) this.#failed(record, reason, 'refused');
      else {
        this.#failed(record, 'The backend did not confirm it.');
        unnamed += 1;
      }
    }
    await this.#settle(delivered, kept);
    this.#size = Math.min(BATCH, this.#size * 2);
    if (unnamed < sent.length) this.#backoff.succeeded();
    return unnamed > 0 ? this.#backoff.next() : 0;
  }

  /** Finds the one that spoils the batch, so that it holds up no other. */
  async #narrow(sent: readonly Sent[], error: ChatError): Promise<number> {
    this.#size = Math.ceil(sent.length / 2);
    const [only, ...others] = sent;
    if (only === undefined || others.length > 0) return 0;
    this.#failed(only.record, error.message, 'refused');
    await this.#settle([], [only.record]);
    return 0;
  }

  #failed(record: OutboxRecord, reason: string, delivery: 'waiting' | 'refused' = 'waiting'): void {
    const { report } = record;
    // Another page may have delivered it meanwhile.
    if (report.delivery === 'delivered') return;
    this.#context.records.set(record, { ...report, delivery, attempts: report.attempts + 1, reason });
  }

  async #settle(delivered: readonly OutboxRecord[], kept: readonly OutboxRecord[]): Promise<void> {
    const { right, writer } = this.#context;
    let fenced = true;
    try {
      if (right !== undefined && !right.lost) {
        await right.settle(PATIENCE, {
          delivered: delivered.map(({ id }) => id),
          kept: kept.filter(({ report }) => report.delivery !== 'delivered').map(({ report }) => report),
        });
        return;
      }
    } catch (thrown) {
      fenced = isFenced(thrown);
    }
    // That a record is delivered is true whoever says it; what came of a vain try is the other page's business.
    for (const record of delivered) if (record.stored === 'yes') writer.later(record);
    if (!fenced) for (const record of kept) if (record.stored === 'yes') writer.later(record);
  }
}
