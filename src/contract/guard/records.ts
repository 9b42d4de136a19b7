import type {
  Agent,
  Allowed,
  Assist,
  Chat,
  ChatOperation,
  Message,
  MessageAuthor,
  Named,
  Notice,
  Participant,
  PendingTransfer,
  Permission,
  Refusal,
  SlaPolicy,
  SlaThreshold,
  SupportQueue,
} from '../model.js';
import { amount, count, finite, flag, id, oneOf, text, time } from './scalars.js';
import { type Check, list, Malformed, object, optional, partialRecord, within } from './shape.js';

export const named: Check<Named> = object<Named>({ id, name: text });

export const joinMode = oneOf('participate', 'monitor');
export const availability = oneOf('available', 'unavailable');

const participant = object<Participant>({ id, name: text, mode: joinMode });

const assist = object<Assist>({
  id,
  by: named,
  at: time,
  message: optional(text),
  claimedBy: optional(named),
});

const pendingTransfer = object<PendingTransfer>({
  from: optional(named),
  at: time,
  expiresAt: optional(time),
  note: optional(text),
});

const threshold = object<SlaThreshold>({ warning: optional(amount), breach: optional(amount) });

export const slaPolicy: Check<SlaPolicy> = object<SlaPolicy>({
  queue: optional(threshold),
  session: optional(threshold),
});

const refusal = object<Refusal>({
  reason: oneOf('agent-role-required', 'not-accepted-yet', 'not-assignee', 'chat-closed', 'other'),
  text: optional(text),
});

const permission: Check<Permission> = (value) => {
  if (value === true) return true;
  if (typeof value !== 'object') throw new Malformed('must be true or a refusal');
  return refusal(value);
};

export const chatOperations = [
  'assign-agent',
  'assign-queue',
  'transfer-agent',
  'transfer-queue',
  'release',
  'participate',
  'monitor',
  'set-mode',
  'leave',
  'accept',
  'decline',
  'raise-assist',
  'clear-assist',
  'claim-assist',
  'close',
  'read-messages',
  'send-message',
] as const satisfies readonly ChatOperation[];

const allowed: Check<Allowed> = partialRecord(chatOperations, permission);

export const chat: Check<Chat> = object<Chat>(
  {
    id,
    version: optional(finite),
    assignmentVersion: id,
    status: oneOf('pending', 'assigned', 'transferred', 'closed'),
    requester: named,
    issue: text,
    company: named,
    queue: optional(named),
    assignee: optional(named),
    participants: list(participant),
    openedAt: time,
    waitingSince: optional(time),
    handledSince: optional(time),
    transfer: optional(pendingTransfer),
    assist: optional(assist),
    sla: optional(slaPolicy),
    messageCount: optional(count),
    lastMessageAt: optional(time),
    allowed,
  },
  (record) => {
    const { status } = record;
    requirePresence(record, 'assignee', status === 'assigned' || status === 'transferred', status);
    requirePresence(record, 'waitingSince', status === 'pending', status);
  },
);

function requirePresence(record: Chat, field: 'assignee' | 'waitingSince', expected: boolean, status: string): void {
  if ((record[field] !== undefined) === expected) return;
  const message = expected ? `is missing, with status "${status}"` : `must be absent, with status "${status}"`;
  throw within(field, new Malformed(message, 'D2'));
}

export const agent: Check<Agent> = object<Agent>({
  id,
  name: text,
  version: optional(finite),
  availability,
  statusCode: optional(text),
  statusSince: optional(time),
  capacity: count,
  load: count,
  queues: list(named),
});

export const supportQueue: Check<SupportQueue> = object<SupportQueue>({
  id,
  name: text,
  company: named,
  autoAssign: optional(flag),
});

const author = object<MessageAuthor>({ id, name: text, kind: oneOf('requester', 'agent', 'system') });

export const message: Check<Message> = object<Message>({ id, chatId: id, author, text, at: time });

export const notice: Check<Notice> = object<Notice>({
  id,
  type: oneOf('moved-away', 'transferred-to-you', 'assigned-to-you', 'declined', 'transfer-expired'),
  chatId: id,
  requester: optional(text),
  at: time,
  by: optional(named),
  to: optional(named),
  note: optional(text),
});
