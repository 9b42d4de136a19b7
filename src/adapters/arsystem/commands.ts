import {
  ChatError,
  type Agent,
  type Chat,
  type JoinCommand,
  type LeaveCommand,
  type OnChatCommand,
  type PerformOptions,
  type SetModeCommand,
  type SupportQueue,
  type Viewer,
} from '../../contract/index.js';
import { isFull } from '../shared/is-full.js';
import type { Agents } from './agents.js';
import { changesOf } from './chat-changes.js';
import type { Chats, ReadChat } from './chats.js';
import type { Entries } from './entries.js';
import type { ArSystemForms } from './forms.js';
import type { Participants } from './participants.js';
import { checkAfter, checkBefore } from './verdicts.js';

export interface CommandContext {
  readonly forms: ArSystemForms;
  readonly entries: Entries;
  readonly chats: Chats;
  readonly agents: Agents;
  readonly participants: Participants;
  readonly viewer: Viewer;
}

/** Reads, compares, writes and reads back: what the server holds then is the answer. */
export async function performOnChat(
  context: CommandContext,
  command: OnChatCommand,
  options: PerformOptions,
): Promise<Chat> {
  const { chats, entries, viewer } = context;
  const before = await chats.read(command.chatId, options);
  checkBefore(command, before, viewer);
  await write(context, command, before.chat, options);
  const read = (): Promise<ReadChat> => chats.readBack(command.chatId, options);
  const after = await entries.readBack(`chat "${command.chatId}"`, options, read);
  checkAfter(command, before.chat, after, viewer, options.idempotencyKey);
  return after.chat;
}

async function write(
  context: CommandContext,
  command: OnChatCommand,
  chat: Chat,
  options: PerformOptions,
): Promise<void> {
  const { forms, entries, viewer } = context;
  if (command.type === 'join' || command.type === 'set-mode' || command.type === 'leave') {
    return changePlace(context, command, options);
  }
  const change = {
    form: forms.chats,
    viewer,
    now: entries.now(),
    key: options.idempotencyKey,
    queue: await queueOf(context, command, chat, options),
    receiver: await receiverOf(context, command, chat, options),
  };
  await entries.update(forms.chats, chat.id, changesOf(command, chat, change), options);
}

/** The viewer's own entry among the participants. */
async function changePlace(
  { forms: { participants: form }, entries, participants, viewer }: CommandContext,
  command: JoinCommand | SetModeCommand | LeaveCommand,
  options: PerformOptions,
): Promise<void> {
  if (form === undefined) throw new ChatError('unsupported', 'AR System: there is no participants form.');
  const { fields, modes, states } = form;
  const place =
    command.type === 'leave'
      ? { [fields.state]: states.left }
      : { [fields.mode]: modes[command.mode], [fields.state]: states.present };
  const entry = participants.entryOf(command.chatId, viewer.id);
  if (entry !== undefined) return entries.update(form, entry, place, options);
  const name = fields.userName === undefined ? {} : { [fields.userName]: viewer.name };
  const own = { ...name, [fields.chatId]: command.chatId, [fields.userId]: viewer.id };
  await entries.create(form, { ...own, ...place }, options);
}

async function queueOf(
  { agents }: CommandContext,
  command: OnChatCommand,
  chat: Chat,
  options: PerformOptions,
): Promise<SupportQueue | undefined> {
  if (!('to' in command) || command.to.type !== 'queue') return undefined;
  const queue = await agents.queue(command.to.id, options);
  if (chat.status === 'pending' && chat.queue?.id === queue.id) {
    throw new ChatError('invalid', `AR System: the chat already waits in ${queue.name}.`);
  }
  return queue;
}

async function receiverOf(
  { agents }: CommandContext,
  command: OnChatCommand,
  chat: Chat,
  options: PerformOptions,
): Promise<Agent | undefined> {
  if (!('to' in command) || command.to.type !== 'agent') return undefined;
  const agent = await agents.read(command.to.id, options);
  const refuse = (why: string): ChatError => new ChatError('invalid', `AR System: ${agent.name} ${why}.`);
  if (chat.assignee?.id === agent.id) throw refuse('already has this chat');
  if (agent.availability !== 'available') throw refuse('is not available');
  // A transfer may exceed it.
  if (chat.status === 'pending' && isFull(agent)) throw refuse('has no room for another chat');
  return agent;
}
