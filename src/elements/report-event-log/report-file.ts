import type { ReportEvent } from '../../contract/index.js';
import type { ReportEntry } from '../../monitor/types.js';
import { toCsv } from './csv.js';

export type ReportFormat = 'csv' | 'json';

type Value = string | number | undefined;

/** Names stay as they are, and new columns come last: others read these files. */
const columns: readonly (readonly [name: string, value: (entry: ReportEntry) => Value])[] = [
  ['id', ({ event }) => event.id],
  ['started_at', ({ event }) => isoTime(event.startedAt)],
  ['ended_at', ({ event }) => isoTime(event.endedAt)],
  ['received_at', ({ event }) => isoTime(event.receivedAt)],
  ['chat_id', ({ event }) => event.chatId],
  ['command', ({ event }) => event.command],
  ['actor_id', ({ event }) => event.actor.id],
  ['actor_name', ({ event }) => event.actor.name],
  ...party('from'),
  ...party('to'),
  ['note', ({ event }) => event.note],
  ['outcome', ({ event }) => event.outcome],
  ['error_code', ({ event }) => event.errorCode],
  ['backend_error_code', ({ event }) => event.backendErrorCode],
  ['delivery', ({ delivery }) => delivery],
  ['delivery_attempts', ({ attempts }) => attempts],
  ['delivery_reason', ({ reason }) => reason],
  ['event', ({ event }) => event.form.event],
  ['event_id', ({ event }) => event.form.eventId],
  ['event_status', ({ event }) => event.form.eventStatus],
  ['company', ({ event }) => event.form.company],
  ['region', ({ event }) => event.form.region],
  ['user_id', ({ event }) => event.form.userId],
  ['start', ({ event }) => isoTime(event.form.start)],
  ['end', ({ event }) => isoTime(event.form.end)],
  ['duration_seconds', ({ event }) => event.form.duration],
  ['count', ({ event }) => event.form.count],
  ['filter_1', ({ event }) => event.form.filter1],
  ['filter_2', ({ event }) => event.form.filter2],
  ['filter_3', ({ event }) => event.form.filter3],
  ['session_id', ({ event }) => event.form.sessionId],
  ['create_date', ({ event }) => isoTime(event.form.createDate)],
];

function party(side: 'from' | 'to'): typeof columns {
  return [
    [`${side}_type`, ({ event }) => event[side]?.type],
    [`${side}_id`, ({ event }) => event[side]?.id],
    [`${side}_name`, ({ event }) => event[side]?.name],
  ];
}

function isoTime(epoch: number | undefined): string | undefined {
  return epoch === undefined ? undefined : new Date(epoch).toISOString();
}

/** One row per record, times in UTC (`2026-01-05T09:00:00.000Z`), what is absent as an empty cell. */
export function reportCsv(entries: readonly ReportEntry[]): string {
  const header = columns.map(([name]) => name);
  return toCsv([header, ...entries.map((entry) => columns.map(([, value]) => String(value(entry) ?? '')))]);
}

/** A record as the contract has it (times in epoch ms), with its delivery. */
export type ExportedReport = ReportEvent & Omit<ReportEntry, 'event'>;

/** An array of `ExportedReport`. */
export function reportJson(entries: readonly ReportEntry[]): string {
  const records: readonly ExportedReport[] = entries.map(({ event, ...delivery }) => ({ ...event, ...delivery }));
  return JSON.stringify(records, null, 2);
}

/** A file for a download, named by the moment of the export (epoch ms). */
export function reportFile(format: ReportFormat, entries: readonly ReportEntry[], at: number): File {
  const moment = new Date(at).toISOString().slice(0, 19).replace(/:/g, '-');
  const name = `report-events-${moment}Z.${format}`;
  return format === 'csv'
    ? new File([reportCsv(entries)], name, { type: 'text/csv;charset=utf-8' })
    : new File([reportJson(entries)], name, { type: 'application/json' });
}
