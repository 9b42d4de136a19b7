import * as v from 'valibot';
import { chatErrorCodes, commandTypes } from 'chat-monitor-elements/contract';
import { id, idempotencyKey, text, time } from './schemas.js';

const outcome = v.picklist(['performing', 'done', 'refused', 'failed', 'unknown']);
const named = v.strictObject({ id, name: text(0, 500) });
const party = v.strictObject({ id, name: text(0, 500), type: v.picklist(['agent', 'queue']) });
const line = text(0, 2_000);
const integer = v.pipe(v.number(), v.integer(), v.minValue(-2_147_483_648), v.maxValue(2_147_483_647));

export const reportEvent = v.strictObject({
  id: idempotencyKey,
  command: v.picklist(commandTypes),
  chatId: id,
  actor: named,
  from: v.optional(party),
  to: v.optional(party),
  note: v.optional(line),
  outcome,
  errorCode: v.optional(v.picklist(chatErrorCodes)),
  backendErrorCode: v.optional(text(0, 200)),
  startedAt: time,
  endedAt: v.optional(time),
  receivedAt: v.optional(time),
  form: v.strictObject({
    event: line,
    eventId: integer,
    eventStatus: v.picklist(['Open', 'Complete']),
    company: line,
    region: v.optional(line),
    userId: line,
    start: time,
    end: v.optional(time),
    duration: v.optional(integer),
    count: integer,
    filter1: v.optional(line),
    filter2: v.optional(line),
    filter3: v.optional(line),
    sessionId: text(0, 512),
    createDate: time,
  }),
});

export const reportBatch = v.strictObject({
  events: v.pipe(v.array(v.unknown()), v.minLength(1), v.maxLength(100)),
});

const numeric = v.pipe(v.string(), v.regex(/^-?\d{1,16}(\.\d+)?$/, 'has to be a number'), v.transform(Number));

export const reportQuery = v.strictObject({
  chatId: v.optional(id),
  actorId: v.optional(id),
  command: v.optional(v.picklist(commandTypes)),
  outcome: v.optional(outcome),
  since: v.optional(v.pipe(numeric, time)),
  until: v.optional(v.pipe(numeric, time)),
  limit: v.optional(v.pipe(numeric, v.integer(), v.minValue(1), v.maxValue(500))),
  after: v.optional(text(1, 512)),
});
