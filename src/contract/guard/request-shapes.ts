import type { AgentQuery, ChatQuery } from '../adapter.js';
import type { AssignTarget, ChatCommand, CommandOutcome, CommandType } from '../command.js';
import type { MessageDraft } from '../model.js';
import { availability, chat, joinMode } from './records.js';
import { count, id, oneOf, text, time } from './scalars.js';
import { type Check, list, object, optional, union } from './shape.js';

type Of<T extends CommandType> = Extract<ChatCommand, { type: T }>;

type Target<T extends AssignTarget['type']> = Extract<AssignTarget, { type: T }>;

const target = union<AssignTarget>('type', {
  agent: object<Target<'agent'>>({ type: oneOf('agent'), id }),
  queue: object<Target<'queue'>>({ type: oneOf('queue'), id }),
} satisfies Record<AssignTarget['type'], Check<AssignTarget>>);

const ofChat = { chatId: id, expected: optional(id), note: optional(text) };

function plain<T extends 'release' | 'leave' | 'accept' | 'decline' | 'close'>(type: T): Check<ChatCommand> {
  const fields = { type: oneOf(type), ...ofChat };
  return object<{ type: T; chatId: string; expected?: string; note?: string }>(fields) as Check<ChatCommand>;
}

/** Every command of the contract, by its type. */
export const chatCommand: Check<ChatCommand> = union<ChatCommand>('type', {
  assign: object<Of<'assign'>>({ type: oneOf('assign'), ...ofChat, to: target }),
  transfer: object<Of<'transfer'>>({ type: oneOf('transfer'), ...ofChat, to: target }),
  release: plain('release'),
  join: object<Of<'join'>>({ type: oneOf('join'), ...ofChat, mode: joinMode }),
  'set-mode': object<Of<'set-mode'>>({ type: oneOf('set-mode'), ...ofChat, mode: joinMode }),
  leave: plain('leave'),
  accept: plain('accept'),
  decline: plain('decline'),
  'raise-assist': object<Of<'raise-assist'>>({ type: oneOf('raise-assist'), ...ofChat, message: optional(text) }),
  'clear-assist': object<Of<'clear-assist'>>({ type: oneOf('clear-assist'), ...ofChat, assistId: id }),
  'claim-assist': object<Of<'claim-assist'>>({ type: oneOf('claim-assist'), ...ofChat, assistId: id }),
  close: plain('close'),
  'set-agent-status': object<Of<'set-agent-status'>>({
    type: oneOf('set-agent-status'),
    agentId: id,
    availability,
    statusCode: optional(text),
    capacity: optional(count),
  }),
} satisfies Record<CommandType, Check<ChatCommand>>);

const queueOrNone: Check<string | null> = (value) => (value === null ? null : id(value));

export const chatQuery: Check<ChatQuery> = object<ChatQuery>({
  view: oneOf('floor', 'mine'),
  companies: optional(list(id)),
  queues: optional(list(queueOrNone)),
  window: optional(object<NonNullable<ChatQuery['window']>>({ anchor: optional(id), before: count, after: count })),
});

export const agentQuery: Check<AgentQuery> = object<AgentQuery>({
  companies: optional(list(id)),
  queues: optional(list(queueOrNone)),
});

export const messageDraft: Check<MessageDraft> = object<MessageDraft>({ chatId: id, text });

type Outcome<T extends CommandOutcome['state']> = Extract<CommandOutcome, { state: T }>;

export const commandOutcome: Check<CommandOutcome> = union<CommandOutcome>('state', {
  done: object<Outcome<'done'>>({ state: oneOf('done'), at: time, chat: optional(chat) }),
  refused: object<Outcome<'refused'>>({ state: oneOf('refused'), at: time, code: text, message: optional(text) }),
  'not-performed': object<Outcome<'not-performed'>>({ state: oneOf('not-performed') }),
  unknown: object<Outcome<'unknown'>>({ state: oneOf('unknown') }),
} satisfies Record<CommandOutcome['state'], Check<CommandOutcome>>);
