import {
  commandTypes,
  type ChatErrorCode,
  type CommandType,
  type ReportEvent,
  type ReportForm as ReportFields,
  type ReportOutcome,
  type ReportParty,
  type Viewer,
} from '../../contract/index.js';
import type { ReportForm } from './forms.js';
import { isoTime } from './qualification.js';
import { defined, numberOf, textOf, timeOf, type Values } from './values.js';

/** What the form has no field for. */
interface Details {
  readonly command?: CommandType;
  readonly actorName?: string;
  readonly from?: ReportParty;
  readonly to?: ReportParty;
  readonly note?: string;
  readonly outcome?: ReportOutcome;
  readonly errorCode?: ChatErrorCode;
  readonly backendErrorCode?: string;
}

/** The values of a record's entry, under the name of who is signed in. */
export function valuesOf({ fields, events }: ReportForm, event: ReportEvent, viewer: Viewer): Values {
  const { form, command, from, to, note, outcome, errorCode, backendErrorCode } = event;
  const definition = events[command];
  const details: Details = defined<Details>({
    command,
    actorName: viewer.name,
    from,
    to,
    note,
    outcome,
    errorCode,
    backendErrorCode,
  });
  const entries: readonly (readonly [string | undefined, string | number | undefined])[] = [
    [fields.event, definition?.event ?? form.event],
    [fields.eventId, definition?.eventId ?? form.eventId],
    [fields.eventStatus, form.eventStatus],
    [fields.company, form.company],
    [fields.region, form.region],
    [fields.userId, viewer.id],
    [fields.start, isoTime(form.start)],
    [fields.end, form.end === undefined ? undefined : isoTime(form.end)],
    [fields.duration, form.duration],
    [fields.count, form.count],
    [fields.filter1, form.filter1],
    [fields.filter2, form.filter2],
    [fields.filter3, form.filter3],
    [fields.sessionId, form.sessionId],
    [fields.recordId, event.id],
    [fields.details, JSON.stringify(details)],
  ];
  return Object.fromEntries(entries.filter(([field, value]) => field !== undefined && value !== undefined)) as Values;
}

/** The record of an entry; with less than was sent where the form has no field for details. */
export function recordOf(map: ReportForm, values: Values): ReportEvent {
  const { fields } = map;
  const { command, actorName, ...details } = detailsIn(values, fields.details);
  const form = formOf(map, values);
  const open = form.eventStatus === 'Open';
  const record = defined<Omit<ReportEvent, 'outcome'>>({
    id: textOf(values, fields.recordId) ?? textOf(values, fields.entry),
    command: command ?? commandTypes.find((type) => map.events[type]?.eventId === form.eventId),
    chatId: form.sessionId,
    actor: { id: form.userId, name: actorName ?? form.userId },
    startedAt: form.start,
    endedAt: form.end,
    receivedAt: timeOf(values, fields.createDate),
    form,
  });
  return { outcome: open ? 'performing' : 'done', ...record, ...details };
}

function formOf({ fields }: ReportForm, values: Values): ReportFields {
  const start = timeOf(values, fields.start) as number;
  return defined<ReportFields>({
    event: textOf(values, fields.event),
    eventId: numberOf(values, fields.eventId),
    eventStatus: textOf(values, fields.eventStatus) as 'Open' | 'Complete',
    company: textOf(values, fields.company) ?? 'Global',
    region: textOf(values, fields.region),
    userId: textOf(values, fields.userId),
    start,
    end: timeOf(values, fields.end),
    duration: numberOf(values, fields.duration),
    count: numberOf(values, fields.count) ?? 1,
    filter1: textOf(values, fields.filter1),
    filter2: textOf(values, fields.filter2),
    filter3: textOf(values, fields.filter3),
    sessionId: textOf(values, fields.sessionId),
    createDate: timeOf(values, fields.createDate) ?? start,
  });
}

function detailsIn(values: Values, field: string | undefined): Details {
  try {
    return Object(JSON.parse(String(textOf(values, field) ?? '{}'))) as Details;
  } catch {
    return {};
  }
}
