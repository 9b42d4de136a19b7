import type { AgentQuery, CallOptions, ChatQuery, PerformOptions, WatchOptions } from '../adapter.js';
import {
  commandTypes,
  type AssignTarget,
  type ChatCommand,
  type CommandOutcome,
  type OnChatCommand,
  type SetAgentStatusCommand,
} from '../command.js';
import type { MessageDraft } from '../model.js';
import { anything, callback, count, id, oneOf, signal, text, time } from './scalars.js';
import { availability, joinMode } from './records.js';
import { type Check, exactlyWith, list, object } from './shape.js';

export const callOptions = object<CallOptions>({ signal });

/** What whoever opens a guarded watch may say beside what the adapter is told. */
export interface GuardedWatchOptions extends WatchOptions {
  /**
   * What is known of a record: it stays as it is where a later snapshot brings it malformed. Without this the guard
   * remembers every record itself.
   */
  readonly known?: (id: string) => unknown;
}

export const watchOptions = object<GuardedWatchOptions>({ signal, 'cursor?': text, 'known?': callback });
export const performOptions = object<PerformOptions>({ signal, idempotencyKey: id });

/** Every field of a union's members, those that are not in all of them optional. */
type Flat<T, Always extends keyof T> = Pick<T, Always> & {
  readonly [K in Exclude<T extends unknown ? keyof T : never, Always>]?: T extends { readonly [P in K]?: infer V }
    ? V
    : never;
};

type FlatCommand = Flat<ChatCommand, 'type'>;

/** Every command of the contract: which fields it has is said by its type. */
export const chatCommand = object<FlatCommand>(
  {
    type: oneOf(...commandTypes),
    'chatId?': id,
    'expected?': id,
    'note?': text,
    'to?': object<AssignTarget>({ type: oneOf('agent', 'queue'), id }),
    'mode?': joinMode,
    'message?': text,
    'assistId?': id,
    'agentId?': id,
    'availability?': availability,
    'statusCode?': text,
    'capacity?': count,
  },
  exactlyWith<FlatCommand>('type', {
    chatId: commandTypes.filter((type) => type !== 'set-agent-status'),
    to: ['assign', 'transfer'],
    mode: ['join', 'set-mode'],
    assistId: ['clear-assist', 'claim-assist'],
    agentId: ['set-agent-status'],
    availability: ['set-agent-status'],
  }),
) as Check<OnChatCommand | SetAgentStatusCommand>;

const queues = list((value) => (value === null ? null : id(value)));
const scope = { 'companies?': list(id), 'queues?': queues };

export const agentQuery = object<AgentQuery>(scope);

export const chatQuery = object<ChatQuery>({
  view: oneOf('floor', 'mine'),
  ...scope,
  'window?': object<NonNullable<ChatQuery['window']>>({ 'anchor?': id, before: count, after: count }),
});

export const messageDraft = object<MessageDraft>({ chatId: id, text });

type FlatOutcome = Omit<Flat<CommandOutcome, 'state'>, 'chat'> & { readonly chat?: unknown };

/** An outcome whose chat is still to be checked. */
export const rawOutcome = object<FlatOutcome>(
  {
    state: oneOf('done', 'refused', 'not-performed', 'unknown'),
    'at?': time,
    'code?': text,
    'message?': text,
    'chat?': anything,
  },
  exactlyWith<FlatOutcome>('state', { at: ['done', 'refused'], code: ['refused'] }),
);
