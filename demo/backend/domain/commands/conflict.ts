import type { Named } from 'chat-monitor-elements/contract';
import type { ChatRecord } from '../chat-record.js';
import { Problem } from '../problem.js';
import { renderChat } from '../render-chat.js';
import type { CommandContext } from './context.js';

/** The chat is not, or no longer, in a state for this. */
export function stateConflict(
  { actor, settings }: CommandContext,
  chat: ChatRecord,
  message: string,
  by: Named | null = chat.assignmentBy,
): Problem {
  return new Problem(409, message, { chat: renderChat(chat, actor, settings), ...(by && { by }) });
}

/** The assignment is not what the viewer saw. */
export function preconditionFailed({ actor, settings }: CommandContext, chat: ChatRecord): Problem {
  const who = chat.assignmentBy ? `${chat.assignmentBy.name} changed it` : 'It changed';
  return new Problem(412, `${who} meanwhile: the chat is now ${placeOf(chat)}.`, {
    chat: renderChat(chat, actor, settings),
    ...(chat.assignmentBy && { by: chat.assignmentBy }),
  });
}

function placeOf(chat: ChatRecord): string {
  if (chat.status === 'closed') return 'closed';
  if (chat.assignee) return `with ${chat.assignee.name}`;
  return chat.queue ? `waiting in ${chat.queue.name}` : 'waiting without a queue';
}
