import {
  chatOperations,
  type Agent,
  type Allowed,
  type Assist,
  type Chat,
  type Message,
  type MessageAuthor,
  type Named,
  type Notice,
  type Participant,
  type PendingTransfer,
  type Permission,
  type Refusal,
  type RefusalReason,
  type SlaPolicy,
  type SlaThreshold,
  type SupportQueue,
} from '../model.js';
import { commonAllowed, commonNamed } from './common-values.js';
import { amount, count, finite, flag, id, oneOf, text, time } from './scalars.js';
import { type Check, exactlyWith, list, Malformed, object, partialRecord } from './shape.js';

export const named: Check<Named> = object<Named>({ id, name: text });

const person = commonNamed(named);
const queue = commonNamed(named);
const company = commonNamed(named);

export const joinMode = oneOf('participate', 'monitor');
export const availability = oneOf('available', 'unavailable');

const participant = object<Participant>({ id, name: text, mode: joinMode });

const assist = object<Assist>({
  id,
  by: person,
  at: time,
  'message?': text,
  'claimedBy?': person,
});

const pendingTransfer = object<PendingTransfer>({
  'from?': person,
  at: time,
  'expiresAt?': time,
  'note?': text,
});

const threshold = object<SlaThreshold>({ 'warning?': amount, 'breach?': amount });

export const slaPolicy: Check<SlaPolicy> = object<SlaPolicy>({
  'queue?': threshold,
  'session?': threshold,
});

export const refusalReasons = [
  'agent-role-required',
  'not-accepted-yet',
  'not-assignee',
  'chat-closed',
  'other',
] as const satisfies readonly RefusalReason[];

const refusal = object<Refusal>({
  reason: oneOf(...refusalReasons),
  'text?': text,
});

const permission: Check<Permission> = (value) => value === true || refusal(value);

const allowed: Check<Allowed> = commonAllowed(partialRecord(chatOperations, permission), refusalReasons);

export const chat: Check<Chat> = object<Chat>(
  {
    id,
    'version?': finite,
    assignmentVersion: id,
    status: oneOf('pending', 'assigned', 'transferred', 'closed'),
    requester: named,
    issue: text,
    company,
    'queue?': queue,
    'assignee?': person,
    participants: list(participant),
    openedAt: time,
    'waitingSince?': time,
    'handledSince?': time,
    'transfer?': pendingTransfer,
    'assist?': assist,
    'sla?': slaPolicy,
    'messageCount?': count,
    'lastMessageAt?': time,
    allowed,
  },
  exactlyWith<Chat>('status', { assignee: ['assigned', 'transferred'], waitingSince: ['pending'] }),
);

export const agent: Check<Agent> = object<Agent>({
  id,
  name: text,
  'version?': finite,
  availability,
  'statusCode?': text,
  'statusSince?': time,
  'capacity?': count,
  load: count,
  queues: list(queue),
});

export const supportQueue: Check<SupportQueue> = object<SupportQueue>({
  id,
  name: text,
  company,
  'autoAssign?': flag,
});

const author = object<MessageAuthor>({ id, name: text, kind: oneOf('requester', 'agent', 'system') });

export const message: Check<Message> = object<Message>({ id, chatId: id, author, text, at: time });

export const notice: Check<Notice> = object<Notice>({
  id,
  type: oneOf('moved-away', 'transferred-to-you', 'assigned-to-you', 'declined', 'transfer-expired'),
  chatId: id,
  'requester?': text,
  at: time,
  'by?': person,
  'to?': person,
  'note?': text,
});

/** A record about what was asked for: `key` has this value in it. */
export function about<T>(check: Check<T>, key: keyof T & string, asked: string, rule: string): Check<T> {
  return (value) => {
    const clean = check(value);
    if (clean[key] === asked) return clean;
    throw new Malformed(`is "${String(clean[key])}", but "${asked}" was asked for`, rule, key);
  };
}
