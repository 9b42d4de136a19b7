import { chatErrorCodes } from '../chat-error.js';
import type { ReportEvent, ReportForm, ReportParty, ReportQuery, ReportReceipt } from '../report-event.js';
import { named } from './records.js';
import { amount, count, finite, id, oneOf, text, time } from './scalars.js';
import { commandTypes } from './session-shape.js';
import { type Check, list, object, optional } from './shape.js';

const party = object<ReportParty>({ id, name: text, type: oneOf('agent', 'queue') });

const form = object<ReportForm>({
  event: text,
  eventId: finite,
  eventStatus: oneOf('Open', 'Complete'),
  company: text,
  region: optional(text),
  userId: text,
  start: time,
  end: optional(time),
  duration: optional(finite),
  count: amount,
  filter1: optional(text),
  filter2: optional(text),
  filter3: optional(text),
  sessionId: text,
  createDate: time,
});

const command = oneOf(...commandTypes);
const outcome = oneOf('performing', 'done', 'refused', 'failed', 'unknown');

export const reportEvent: Check<ReportEvent> = object<ReportEvent>({
  id,
  command,
  chatId: id,
  actor: named,
  from: optional(party),
  to: optional(party),
  note: optional(text),
  outcome,
  errorCode: optional(oneOf(...chatErrorCodes)),
  backendErrorCode: optional(text),
  startedAt: time,
  endedAt: optional(time),
  receivedAt: optional(time),
  form,
});

export const reportReceipt: Check<ReportReceipt> = object<ReportReceipt>({
  accepted: list(id),
  refused: list(object<ReportReceipt['refused'][number]>({ id, code: text, message: optional(text) })),
});

export const reportQuery: Check<ReportQuery> = object<ReportQuery>({
  chatId: optional(id),
  actorId: optional(id),
  command: optional(command),
  outcome: optional(outcome),
  since: optional(time),
  until: optional(time),
  limit: optional(count),
  after: optional(text),
});
