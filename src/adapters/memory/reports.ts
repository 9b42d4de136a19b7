import type { Page, ReportEvent, ReportQuery, ReportReceipt } from '../../contract/index.js';
import { ChatError } from '../../contract/index.js';
import { seesFloor } from '../shared/permissions.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

/** The table of Report_Events. */
export class ReportTable {
  readonly records: ReportEvent[] = [];
  readonly #store: MemoryStore;
  readonly #exactlyOnce: boolean;

  constructor(store: MemoryStore, exactlyOnce: boolean) {
    this.#store = store;
    this.#exactlyOnce = exactlyOnce;
  }

  /** Takes records under the signed-in user's name; a record that is already here is accepted and not kept twice. */
  take(user: MemoryUser, events: readonly ReportEvent[]): ReportReceipt {
    const accepted: string[] = [];
    const refused: { id: string; code: string; message: string }[] = [];
    for (const event of events) {
      const known = this.#exactlyOnce ? this.records.findIndex((record) => record.id === event.id) : -1;
      const stored = this.records[known];
      if (stored !== undefined && stored.actor.id !== user.id) {
        refused.push({ id: event.id, code: 'forbidden', message: 'Somebody else sent a record with this id.' });
        continue;
      }
      if (stored === undefined) this.records.push(this.#received(user, event));
      else if (stored.outcome === 'performing') this.records[known] = this.#received(user, event);
      accepted.push(event.id);
    }
    return { accepted, refused };
  }

  #received(user: MemoryUser, event: ReportEvent): ReportEvent {
    return { ...event, actor: { id: user.id, name: user.name }, receivedAt: this.#store.now() };
  }

  /** Newest first. Supervisors and admins read all records, others their own. */
  read(user: MemoryUser, query: ReportQuery): Page<ReportEvent> {
    const matching = this.records
      .filter((record) => (seesFloor(user) || record.actor.id === user.id) && matches(record, query))
      .reverse();
    matching.sort((a, b) => b.startedAt - a.startedAt);
    const start = query.after === undefined ? 0 : Number(query.after);
    if (!Number.isInteger(start) || start < 0) throw new ChatError('invalid', 'There is no such page of records.');
    const end = start + (query.limit ?? 100);
    const items = matching.slice(start, end);
    return end < matching.length ? { items, next: String(end) } : { items };
  }
}

function matches(record: ReportEvent, query: ReportQuery): boolean {
  return (
    (query.chatId === undefined || record.chatId === query.chatId) &&
    (query.actorId === undefined || record.actor.id === query.actorId) &&
    (query.command === undefined || record.command === query.command) &&
    (query.outcome === undefined || record.outcome === query.outcome) &&
    (query.since === undefined || record.startedAt >= query.since) &&
    (query.until === undefined || record.startedAt < query.until)
  );
}
