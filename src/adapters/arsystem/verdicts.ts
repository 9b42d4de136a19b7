import {
  ChatError,
  operationOf,
  type Chat,
  type Named,
  type OnChatCommand,
  type Viewer,
} from '../../contract/index.js';
import { stateForbids } from '../shared/permissions.js';
import type { ReadChat } from './chats.js';

/** Throws where the command is not possible on the chat as it is now: the server would take it. */
export function checkBefore(command: OnChatCommand, { chat, changedBy }: ReadChat, viewer: Viewer): void {
  const { expected } = command;
  const operation = operationOf(command);
  const isOld = expected !== undefined && expected !== chat.assignmentVersion;
  const isOtherRequest = 'assistId' in command && chat.assist?.id !== command.assistId;
  if (isOld || isOtherRequest || stateForbids(operation, chat, viewer.id)) {
    throw conflict(chat, changedBy, 'was changed meanwhile');
  }
  const claimedBy = chat.assist?.claimedBy;
  if (command.type === 'claim-assist' && claimedBy !== undefined && claimedBy.id !== viewer.id) {
    throw conflict(chat, claimedBy, 'has a request that somebody else takes');
  }
  const isClaimedAlready = command.type === 'claim-assist' && claimedBy !== undefined;
  if (chat.allowed[operation] !== true && !isClaimedAlready) {
    throw new ChatError('forbidden', `AR System: ${viewer.name} may not ${operation} chat "${chat.id}".`);
  }
}

/** Throws where the chat, read back, is not as the command was to make it: somebody or the server's workflow was faster. */
export function checkAfter(
  command: OnChatCommand,
  before: Chat,
  { chat, changedBy }: ReadChat,
  viewer: Viewer,
  key: string,
): void {
  if (!happened(command, before, chat, viewer, key)) throw conflict(chat, changedBy, 'is another one after the write');
}

function happened(command: OnChatCommand, before: Chat, chat: Chat, viewer: Viewer, key: string): boolean {
  const place = chat.participants.find(({ id }) => id === viewer.id);
  switch (command.type) {
    case 'assign':
    case 'transfer':
      // A queue may hand the chat on at once.
      if (command.to.type === 'queue') return chat.queue?.id === command.to.id;
      return chat.assignee?.id === command.to.id;
    case 'release':
      return chat.status === 'pending' || chat.assignee?.id !== before.assignee?.id;
    case 'join':
    case 'set-mode':
      return place?.mode === command.mode;
    case 'leave':
      return place === undefined;
    case 'accept':
      return chat.status === 'assigned' && chat.assignee?.id === viewer.id;
    case 'decline':
      return chat.assignee?.id !== viewer.id;
    case 'raise-assist':
      return chat.assist?.id === key;
    case 'clear-assist':
      return chat.assist?.id !== command.assistId;
    case 'claim-assist':
      return chat.assist?.claimedBy?.id === viewer.id;
    case 'close':
      return chat.status === 'closed';
  }
}

function conflict(chat: Chat, by: Named | undefined, what: string): ChatError {
  return new ChatError('conflict', `AR System: chat "${chat.id}" ${what}.`, { chat, ...(by !== undefined && { by }) });
}
