import type { Page, ReportEvent, ReportQuery } from 'chat-monitor-elements/contract';
import type { Queryable, SqlValue } from '../database/database.js';
import { Problem } from './problem.js';
import { seesFloor, type Actor } from './viewer.js';

interface Column {
  readonly name: string;
  readonly value: (event: ReportEvent) => SqlValue | undefined;
}

const columns: readonly Column[] = [
  { name: 'command', value: (event) => event.command },
  { name: 'chat_id', value: (event) => event.chatId },
  { name: 'actor_name', value: (event) => event.actor.name },
  { name: 'from_type', value: (event) => event.from?.type },
  { name: 'from_id', value: (event) => event.from?.id },
  { name: 'from_name', value: (event) => event.from?.name },
  { name: 'to_type', value: (event) => event.to?.type },
  { name: 'to_id', value: (event) => event.to?.id },
  { name: 'to_name', value: (event) => event.to?.name },
  { name: 'note', value: (event) => event.note },
  { name: 'outcome', value: (event) => event.outcome },
  { name: 'error_code', value: (event) => event.errorCode },
  { name: 'backend_error_code', value: (event) => event.backendErrorCode },
  { name: 'started_at', value: (event) => event.startedAt },
  { name: 'ended_at', value: (event) => event.endedAt },
  { name: 'received_at', value: (event) => event.receivedAt },
  { name: 'event', value: ({ form }) => form.event },
  { name: 'event_id', value: ({ form }) => form.eventId },
  { name: 'event_status', value: ({ form }) => form.eventStatus },
  { name: 'company', value: ({ form }) => form.company },
  { name: 'region', value: ({ form }) => form.region },
  { name: 'user_id', value: ({ form }) => form.userId },
  { name: 'start_at', value: ({ form }) => form.start },
  { name: 'end_at', value: ({ form }) => form.end },
  { name: 'duration', value: ({ form }) => form.duration },
  { name: 'count', value: ({ form }) => form.count },
  { name: 'filter1', value: ({ form }) => form.filter1 },
  { name: 'filter2', value: ({ form }) => form.filter2 },
  { name: 'filter3', value: ({ form }) => form.filter3 },
  { name: 'session_id', value: ({ form }) => form.sessionId },
  { name: 'create_date', value: ({ form }) => form.createDate },
];

const names = columns.map((column) => column.name);
const insert = `
  INSERT INTO report_events (id, actor_id, ${names.join(', ')})
  VALUES ($1, $2, ${names.map((_, index) => `$${String(index + 3)}`).join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
    WHERE report_events.actor_id = excluded.actor_id AND report_events.outcome IN ('performing', 'unknown')`;

/**
 * Keeps a record under its id, once. It may be completed while its outcome was open, and is never changed after that.
 * False where the id is another user's.
 */
export async function keepReport(tx: Queryable, actor: Actor, event: ReportEvent): Promise<boolean> {
  const values = columns.map((column) => column.value(event) ?? null);
  await tx.query(insert, [event.id, actor.id, ...values]);
  const rows = await tx.query('SELECT 1 FROM report_events WHERE id = $1 AND actor_id = $2', [event.id, actor.id]);
  return rows.length > 0;
}

type Row = Readonly<Record<string, string | number | null>>;

/** Records of the viewer, and for those who see the floor of all chats in their companies; newest first. */
export async function readReports(db: Queryable, actor: Actor, query: ReportQuery): Promise<Page<ReportEvent>> {
  const values: SqlValue[] = [actor.id, seesFloor(actor) ? actor.companies : []];
  const conditions = [
    `(e.actor_id = $1 OR EXISTS (SELECT 1 FROM chats c WHERE c.id = e.chat_id AND c.company_id = ANY($2::text[])))`,
  ];
  const where = (condition: (place: string) => string, value: SqlValue | undefined): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition(`$${String(values.length)}`));
  };
  where((place) => `e.chat_id = ${place}`, query.chatId);
  where((place) => `e.actor_id = ${place}`, query.actorId);
  where((place) => `e.command = ${place}`, query.command);
  where((place) => `e.outcome = ${place}`, query.outcome);
  where((place) => `e.started_at >= ${place}`, query.since);
  where((place) => `e.started_at < ${place}`, query.until);
  if (query.after !== undefined) {
    const [, startedAt, id] = /^(-?\d{1,16})~(.{1,512})$/.exec(query.after) ?? [];
    if (startedAt === undefined || id === undefined) {
      throw new Problem(422, '"after" is not the "next" of a page.', {
        errors: [{ path: 'after', message: 'unknown' }],
      });
    }
    values.push(Number(startedAt), id);
    conditions.push(`(e.started_at, e.id) < ($${String(values.length - 1)}, $${String(values.length)})`);
  }
  const limit = query.limit ?? 100;
  const rows = await db.query<Row>(
    `SELECT e.* FROM report_events e WHERE ${conditions.join(' AND ')}
      ORDER BY e.started_at DESC, e.id DESC LIMIT ${String(limit + 1)}`,
    values,
  );
  const items = rows.slice(0, limit).map(eventOf);
  const last = items.at(-1);
  return { items, ...(rows.length > limit && last && { next: `${String(last.startedAt)}~${last.id}` }) };
}

function eventOf(row: Row): ReportEvent {
  const party = (side: 'from' | 'to'): object | null =>
    row[`${side}_id`] === null ? null : { type: row[`${side}_type`], id: row[`${side}_id`], name: row[`${side}_name`] };
  const event = {
    id: row['id'],
    command: row['command'],
    chatId: row['chat_id'],
    actor: { id: row['actor_id'], name: row['actor_name'] },
    from: party('from'),
    to: party('to'),
    note: row['note'],
    outcome: row['outcome'],
    errorCode: row['error_code'],
    backendErrorCode: row['backend_error_code'],
    startedAt: row['started_at'],
    endedAt: row['ended_at'],
    receivedAt: row['received_at'],
    form: present({
      event: row['event'],
      eventId: row['event_id'],
      eventStatus: row['event_status'],
      company: row['company'],
      region: row['region'],
      userId: row['user_id'],
      start: row['start_at'],
      end: row['end_at'],
      duration: row['duration'],
      count: row['count'],
      filter1: row['filter1'],
      filter2: row['filter2'],
      filter3: row['filter3'],
      sessionId: row['session_id'],
      createDate: row['create_date'],
    }),
  };
  return present(event) as unknown as ReportEvent;
}

/** Absent instead of null, as the contract has it. */
function present(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
