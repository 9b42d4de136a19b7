import { chatErrorCodes } from '../chat-error.js';
import { commandTypes } from '../command.js';
import type { ReportEvent, ReportForm, ReportParty, ReportQuery, ReportReceipt } from '../report-event.js';
import { named } from './records.js';
import { amount, count, finite, id, oneOf, text, time } from './scalars.js';
import { type Check, list, object } from './shape.js';

const party = object<ReportParty>({ id, name: text, type: oneOf('agent', 'queue') });

const form = object<ReportForm>({
  event: text,
  eventId: finite,
  eventStatus: oneOf('Open', 'Complete'),
  company: text,
  'region?': text,
  userId: text,
  start: time,
  'end?': time,
  'duration?': finite,
  count: amount,
  'filter1?': text,
  'filter2?': text,
  'filter3?': text,
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
  'from?': party,
  'to?': party,
  'note?': text,
  outcome,
  'errorCode?': oneOf(...chatErrorCodes),
  'backendErrorCode?': text,
  startedAt: time,
  'endedAt?': time,
  'receivedAt?': time,
  form,
});

export const reportReceipt: Check<ReportReceipt> = object<ReportReceipt>({
  accepted: list(id),
  refused: list(object<ReportReceipt['refused'][number]>({ id, code: text, 'message?': text })),
});

export const reportQuery: Check<ReportQuery> = object<ReportQuery>({
  'chatId?': id,
  'actorId?': id,
  'command?': command,
  'outcome?': outcome,
  'since?': time,
  'until?': time,
  'limit?': count,
  'after?': text,
});
