import type { Agent, Chat, ChatCommand, ChatOperation, OnChatCommand } from '../../contract/index.js';
import { ChatError, operationOf } from '../../contract/index.js';
import type { ChatRow } from './chat-row.js';
import { applyCommand } from './command-effects.js';
import { allowedFor, stateForbids } from '../shared/permissions.js';
import { renderChat } from './render.js';
import { seesChat } from './scope.js';
import type { MemoryStore } from './store.js';
import { setAgentStatus } from './agent-status.js';
import { offers } from './capabilities.js';
import type { MemoryUser } from './types.js';
import type { Rules } from './rules.js';

/** Does what a user asks for, or says why not by a `ChatError`. */
export function performCommand(store: MemoryStore, rules: Rules, userId: string, command: ChatCommand): Chat | Agent {
  const user = store.user(userId);
  if (!offers(rules, operationOf(command))) {
    throw new ChatError('unsupported', `This backend has no operation "${operationOf(command)}".`);
  }
  if (command.type === 'set-agent-status') return setAgentStatus(store, user, command);
  const row = store.chat(command.chatId);
  if (!seesChat(user, row)) throw new ChatError('not-found', `There is no chat "${command.chatId}".`);
  checkExpected(store, rules, user, row, command);
  checkAllowed(store, rules, user, row, command);
  return renderChat(store, rules, user, applyCommand(store, rules, user, row, command));
}

function checkExpected(store: MemoryStore, rules: Rules, user: MemoryUser, row: ChatRow, command: OnChatCommand): void {
  if (rules.guarantees.precondition !== 'checked' || command.expected === undefined) return;
  if (command.expected !== row.assignmentVersion) throw conflict(store, rules, user, row);
}

function checkAllowed(store: MemoryStore, rules: Rules, user: MemoryUser, row: ChatRow, command: OnChatCommand): void {
  const operation = operationUnder(rules, row, operationOf(command));
  if (operation === undefined) return;
  const { assist } = row;
  if ('assistId' in command && assist?.id !== command.assistId) throw conflict(store, rules, user, row);
  if (stateForbids(operation, row, user.id)) throw conflict(store, rules, user, row);
  if (command.type === 'claim-assist' && assist?.claimedBy !== undefined && assist.claimedBy.id !== user.id) {
    throw new ChatError('conflict', `${assist.claimedBy.name} already took this request.`, {
      chat: renderChat(store, rules, user, row),
      by: assist.claimedBy,
    });
  }
  const permission = allowedFor(user, row, { ...rules, queueAssignment: store.settings.queueAssignment })[operation];
  if (permission === true || (operation === 'claim-assist' && assist?.claimedBy?.id === user.id)) return;
  throw new ChatError('forbidden', `${user.name} may not ${operation} chat "${row.id}".`, {
    ...(permission === undefined ? {} : { backendCode: permission.reason }),
  });
}

/** Where the last one wins, an assignment of a taken chat is a move, and a release of a free one is nothing. */
function operationUnder(rules: Rules, row: ChatRow, operation: ChatOperation): ChatOperation | undefined {
  if (rules.guarantees.precondition !== 'none' || row.status === 'closed') return operation;
  const pending = row.status === 'pending';
  if (operation === 'assign-agent' && !pending) return 'transfer-agent';
  if (operation === 'assign-queue' && !pending) return 'transfer-queue';
  if (operation === 'transfer-agent' && pending) return 'assign-agent';
  if (operation === 'transfer-queue' && pending) return 'assign-queue';
  return operation === 'release' && pending ? undefined : operation;
}

function conflict(store: MemoryStore, rules: Rules, user: MemoryUser, row: ChatRow): ChatError {
  const by = row.changedBy;
  const who = by === undefined ? 'Somebody' : by.name;
  return new ChatError('conflict', `${who} changed chat "${row.id}" meanwhile.`, {
    chat: renderChat(store, rules, user, row),
    ...(by === undefined ? {} : { by }),
  });
}
