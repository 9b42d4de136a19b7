import {
  ChatError,
  type AssignTarget,
  type CallOptions,
  type OnChatCommand,
  type PerformOptions,
} from '../../contract/index.js';
import type { Agents } from './agents.js';
import type { RocketchatApi } from './api.js';
import { changeAssist } from './assist.js';
import type { Perspective } from './chat-record.js';
import { textOf } from './fields.js';
import type { Floor, SeenChat } from './floor.js';
import { enter, leave } from './joining.js';

export interface EffectContext {
  readonly api: RocketchatApi;
  readonly floor: Floor;
  readonly agents: Agents;
  readonly eyes: Perspective;
}

/** What a command does at the server. */
export interface Effect {
  send(): Promise<unknown>;
  /** Whether the chat, read after it, is as it was asked for. */
  isDone(after: SeenChat): boolean;
  /** Where the chat goes: for who does not see it any more when it is there. */
  readonly leadsTo?: {
    readonly status: 'assigned' | 'pending';
    readonly assigneeId?: string;
    readonly queueId?: string;
  };
}

/** Errors: `not-found` and `invalid` for what can be known before anything is sent. */
export async function effectOf(
  command: OnChatCommand,
  before: SeenChat,
  context: EffectContext,
  options: PerformOptions,
): Promise<Effect> {
  switch (command.type) {
    case 'assign':
    case 'transfer':
      return command.to.type === 'agent'
        ? giveToAgent(command.to.id, command.note, before, context, options)
        : giveToQueue(command.to, command.note, before, context, options);
    case 'release':
      return release(before, context, options);
    case 'close':
      return close(command.note, before, context, options);
    case 'join':
    case 'set-mode':
      return enter(command.mode, before, context, options);
    case 'leave':
      return leave(before, context);
    case 'raise-assist':
    case 'clear-assist':
    case 'claim-assist':
      return changeAssist(command, before, context, options);
    default:
      throw new ChatError('unsupported', `Rocket.Chat has no ${command.type}.`);
  }
}

async function giveToAgent(
  agentId: string,
  comment: string | undefined,
  { chat, inquiry }: SeenChat,
  { api, agents }: EffectContext,
  options: CallOptions,
): Promise<Effect> {
  if (chat.assignee?.id === agentId) {
    throw new ChatError('invalid', `Rocket.Chat: ${chat.assignee.name} already has this chat.`);
  }
  await agents.checkReceiver(agentId, options);
  const isDone = (after: SeenChat): boolean => after.chat.assignee?.id === agentId;
  const moved = async (sent: Promise<unknown>): Promise<void> => {
    await sent;
    agents.hint();
  };
  if (chat.status !== 'pending') {
    const body = { roomId: chat.id, userId: agentId, comment };
    const leadsTo = { status: 'assigned', assigneeId: agentId } as const;
    return { isDone, leadsTo, send: () => moved(api.call(['livechat', 'room.forward'], options, { body })) };
  }
  const inquiryId = textOf(inquiry?._id);
  if (inquiryId === undefined) throw new ChatError('not-found', `Rocket.Chat: chat "${chat.id}" has no inquiry.`);
  const body = { inquiryId, userId: agentId };
  return { isDone, send: () => moved(api.call(['livechat', 'inquiries.take'], options, { body })) };
}

async function giveToQueue(
  { id: departmentId }: AssignTarget,
  comment: string | undefined,
  { chat }: SeenChat,
  { api, agents, eyes }: EffectContext,
  options: CallOptions,
): Promise<Effect> {
  const queues = await eyes.directory.readQueues(options);
  if (!queues.some(({ id }) => id === departmentId)) {
    throw new ChatError('not-found', `Rocket.Chat: there is no department "${departmentId}".`);
  }
  if (chat.queue?.id === departmentId) {
    throw new ChatError('invalid', `Rocket.Chat: the chat already is in ${chat.queue.name}.`);
  }
  const body = { roomId: chat.id, departmentId, comment };
  return {
    async send() {
      accepted(await api.call<'result'>(['livechat', 'room.forward'], options, { body }));
      agents.hint();
    },
    isDone: (after) => after.chat.queue?.id === departmentId,
    leadsTo: { status: 'pending', queueId: departmentId },
  };
}

function release({ chat }: SeenChat, { api, agents }: EffectContext, options: CallOptions): Effect {
  const body = { roomId: chat.id, departmentId: chat.queue?.id };
  return {
    async send() {
      accepted(await api.call<'result'>(['livechat', 'inquiries.returnAsInquiry'], options, { body }));
      agents.hint();
    },
    isDone: (after) => after.chat.status === 'pending',
    leadsTo: { status: 'pending' },
  };
}

function close(
  comment: string | undefined,
  { chat }: SeenChat,
  { api, agents }: EffectContext,
  options: CallOptions,
): Effect {
  return {
    async send() {
      await api.call(['livechat', 'room.closeByUser'], options, { body: { rid: chat.id, comment } });
      agents.hint();
    },
    isDone: (after) => after.chat.status === 'closed',
  };
}

/** Some calls succeed and say in `result` that they did nothing. */
function accepted({ result }: { readonly result?: unknown }): void {
  if (result === false) throw new ChatError('invalid', 'Rocket.Chat did nothing.', { backendCode: 'result-false' });
}
