import {
  ChatError,
  isChatError,
  type CallOptions,
  type Page,
  type ReportEvent,
  type ReportQuery,
  type ReportReceipt,
  type Viewer,
} from '../../contract/index.js';
import type { Entries } from './entries.js';
import type { ReportForm } from './forms.js';
import { all, any, before, equals, isNumber, notBefore, type Qualification } from './qualification.js';
import { recordOf, valuesOf } from './report-record.js';
import { textOf, type Values } from './values.js';

export interface ReportsOptions {
  readonly form: ReportForm;
  readonly entries: Entries;
  readonly viewer: Viewer;
  readonly times: 'seconds' | 'iso';
}

/** Ids that are asked for at once: longer qualifications are more than some servers take. */
const ASKED_AT_ONCE = 25;
/** Records of a page where the query names no limit. */
const PAGE = 100;

/** The form of Report_Events. */
export class Reports {
  readonly #options: ReportsOptions;

  constructor(options: ReportsOptions) {
    this.#options = options;
  }

  /**
   * Writes records in their order. What is there already is not written again, and what was kept as open is completed. Stops
   * where the server cannot go on; what it took until then is accepted.
   */
  async write(events: readonly ReportEvent[], call: CallOptions): Promise<ReportReceipt> {
    const accepted: string[] = [];
    const refused: ReportReceipt['refused'][number][] = [];
    try {
      for (let start = 0; start < events.length; start += ASKED_AT_ONCE) {
        const part = events.slice(start, start + ASKED_AT_ONCE);
        const known = await this.#known(part, call);
        for (const event of part) {
          const refusal = await this.#writeOne(event, known.get(event.id), call);
          if (refusal === undefined) accepted.push(event.id);
          else refused.push({ id: event.id, code: refusal.backendCode ?? refusal.code, message: refusal.message });
        }
      }
    } catch (thrown) {
      if (!isChatError(thrown) || accepted.length + refused.length === 0) throw thrown;
    }
    return { accepted, refused };
  }

  /** Newest first. */
  async read(query: ReportQuery, call: CallOptions): Promise<Page<ReportEvent>> {
    const { form, entries } = this.#options;
    const offset = query.after === undefined ? 0 : Number(query.after);
    if (!Number.isInteger(offset) || offset < 0) throw new ChatError('invalid', 'AR System: there is no such page.');
    const limit = query.limit ?? PAGE;
    const { start, entry } = form.fields;
    const sort = `${start}.desc,${entry}.desc`;
    // One more than asked for says whether there is another page.
    const found = await entries.page(form, { where: this.#where(query), sort, limit: limit + 1, offset }, call);
    const records = found.slice(0, limit).map((values) => recordOf(form, values));
    const { command, outcome } = query;
    const items = records.filter(
      (record) =>
        (command === undefined || record.command === command) && (outcome === undefined || record.outcome === outcome),
    );
    return found.length > limit ? { items, next: String(offset + limit) } : { items };
  }

  #where({ chatId, actorId, command, since, until }: ReportQuery): Qualification | undefined {
    const { form, times } = this.#options;
    const { fields, events } = form;
    const eventId = command === undefined ? undefined : events[command]?.eventId;
    return all(
      chatId === undefined ? undefined : equals(fields.sessionId, chatId),
      actorId === undefined ? undefined : equals(fields.userId, actorId),
      eventId === undefined ? undefined : isNumber(fields.eventId, eventId),
      since === undefined ? undefined : notBefore(fields.start, since, times),
      until === undefined ? undefined : before(fields.start, until, times),
    );
  }

  /** Those of these records that are kept, by id. */
  async #known(events: readonly ReportEvent[], call: CallOptions): Promise<ReadonlyMap<string, Values>> {
    const { form, entries } = this.#options;
    const { recordId, entry } = form.fields;
    if (recordId === undefined) return new Map();
    const where = any(events.map(({ id }) => equals(recordId, id)));
    const { entries: found } = await entries.list(form, entry, where, call);
    return new Map(found.map((values) => [String(textOf(values, recordId)), values]));
  }

  /** Resolves with why the record will never be taken, where that is so. Errors: those that a later try can do without. */
  async #writeOne(event: ReportEvent, known: Values | undefined, call: CallOptions): Promise<ChatError | undefined> {
    const { form, entries, viewer } = this.#options;
    const { fields } = form;
    try {
      if (known === undefined) {
        await entries.create(form, valuesOf(form, event, viewer), call);
      } else if (textOf(known, fields.userId) !== viewer.id) {
        return new ChatError('forbidden', 'AR System: somebody else sent a record with this id.');
      } else if (textOf(known, fields.eventStatus) === 'Open') {
        await entries.update(form, String(textOf(known, fields.entry)), valuesOf(form, event, viewer), call);
      }
      return undefined;
    } catch (thrown) {
      // A unique index on the field of the id says that another page wrote it in between.
      if (isChatError(thrown) && thrown.code === 'conflict') return undefined;
      if (isChatError(thrown) && thrown.code === 'invalid') return thrown;
      throw thrown;
    }
  }
}
