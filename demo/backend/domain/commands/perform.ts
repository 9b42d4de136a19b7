import { operationOf, type ChatOperation, type CommandType, type OnChatCommand } from 'chat-monitor-elements/contract';
import { allowedFor } from '../allowed.js';
import type { ChatRecord } from '../chat-record.js';
import { wasNoticed } from '../notices.js';
import { Problem } from '../problem.js';
import { lockChat } from '../save-chat.js';
import { seesChat } from '../scope.js';
import { hasRole } from '../viewer.js';
import { assign, transfer } from './assign.js';
import { claimAssist, clearAssist, raiseAssist } from './assist.js';
import { preconditionFailed, stateConflict } from './conflict.js';
import type { CommandContext, CommandHandler } from './context.js';
import { join, leave, setMode } from './joining.js';
import { accept, close, decline, release } from './settle.js';

/** What moves a chat says which assignment it moves. */
export const commandsWithPrecondition: readonly CommandType[] = ['assign', 'transfer', 'release', 'accept', 'decline'];

const handlers: { readonly [Type in OnChatCommand['type']]: CommandHandler<Extract<OnChatCommand, { type: Type }>> } = {
  assign,
  transfer,
  release,
  join,
  'set-mode': setMode,
  leave,
  accept,
  decline,
  'raise-assist': raiseAssist,
  'clear-assist': clearAssist,
  'claim-assist': claimAssist,
  close,
};

/** Locks the chat that a command or message is about. Errors: 404 where the viewer may not know of it. */
export async function lockVisibleChat(context: CommandContext, chatId: string): Promise<ChatRecord> {
  const chat = await lockChat(context.tx, chatId);
  const visible = chat && (seesChat(context.actor, chat) || (await wasNoticed(context.tx, context.actor.id, chatId)));
  if (visible) return chat;
  throw new Problem(404, `There is no chat "${chatId}" that you can see.`, { backendCode: 'chat-not-found' });
}

/** Checks precondition and permission of a command on a locked chat, and does it. */
export async function performOn(
  context: CommandContext,
  chat: ChatRecord,
  command: OnChatCommand,
): Promise<ChatRecord> {
  if (command.expected !== undefined && command.expected !== String(chat.assignmentVersion)) {
    throw preconditionFailed(context, chat);
  }
  checkPermission(context, chat, operationOf(command));
  const handle = handlers[command.type] as CommandHandler<OnChatCommand>;
  return handle(context, chat, command);
}

/** Errors: 403 for what the viewer may never do, 409 for what only the chat's state forbids. */
export function checkPermission(context: CommandContext, chat: ChatRecord, operation: ChatOperation): void {
  const { actor, settings } = context;
  const permission = allowedFor(chat, actor, settings)[operation];
  if (permission === true) return;
  if (permission?.reason === 'not-accepted-yet') {
    throw stateConflict(context, chat, 'The transfer has not been accepted yet. Accept it first.');
  }
  if (permission) {
    throw new Problem(403, 'Viewing and acting in a chat needs the agent role as well. Ask your administrator.', {
      backendCode: permission.reason,
    });
  }
  if (isQueueOperation(operation) && !settings.queueAssignment) {
    throw new Problem(403, 'Assigning to support queues is switched off. Choose an agent.', {
      backendCode: 'queue-assignment-off',
    });
  }
  if (couldEver(context, chat, operation)) {
    throw stateConflict(context, chat, `This is not possible while the chat is ${describe(context, chat)}.`);
  }
  throw new Problem(403, `You may not do this (${operation}) in this chat.`, { backendCode: operation });
}

const forAssignee: readonly ChatOperation[] = [
  'raise-assist',
  'clear-assist',
  'close',
  'send-message',
  'read-messages',
];
const forReceiver: readonly ChatOperation[] = ['accept', 'decline'];
const forParticipant: readonly ChatOperation[] = ['set-mode', 'leave'];

/** Whether the viewer could do it if only the chat were in another state. */
function couldEver({ actor }: CommandContext, chat: ChatRecord, operation: ChatOperation): boolean {
  const isAssignee = chat.assignee?.id === actor.id;
  if (forParticipant.includes(operation)) return true;
  if (forReceiver.includes(operation)) return isAssignee;
  if (operation === 'clear-assist' && hasRole(actor, 'supervisor')) return true;
  if (forAssignee.includes(operation)) return isAssignee;
  if (operation === 'transfer-agent' || operation === 'transfer-queue' || operation === 'release') {
    return isAssignee || hasRole(actor, 'supervisor');
  }
  return hasRole(actor, 'supervisor');
}

function isQueueOperation(operation: ChatOperation): boolean {
  return operation === 'assign-queue' || operation === 'transfer-queue';
}

function describe({ actor }: CommandContext, chat: ChatRecord): string {
  if (chat.assignee?.id === actor.id) return `${chat.status} to you`;
  if (chat.participants.some((person) => person.id === actor.id)) return `${chat.status} and you are in it`;
  return chat.status;
}
