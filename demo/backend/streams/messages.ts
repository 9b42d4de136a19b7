import { allowedFor } from '../domain/allowed.js';
import { loadChat, type ChatRecord } from '../domain/chat-record.js';
import { loadMessagesOf } from '../domain/messages.js';
import { Problem } from '../domain/problem.js';
import { seesChat } from '../domain/scope.js';
import { idsOf, type WatchContext, type WatchKind } from './watch.js';

export function watchMessages(chatId: string, { actor, settings }: WatchContext): WatchKind {
  const checkAccess = (chat: ChatRecord): void => {
    const permission = allowedFor(chat, actor, settings)['read-messages'];
    if (permission === true) return;
    const message = permission
      ? 'Reading a chat needs the agent role as well. Ask your administrator.'
      : 'Only the assignee and people who joined the chat read its messages. Join it first.';
    throw new Problem(403, message, { backendCode: permission?.reason ?? 'not-in-chat' });
  };
  return {
    binding: JSON.stringify(['messages', chatId, actor.id, actor.roles]),
    hasSnapshot: true,
    async check(db) {
      const chat = await loadChat(db, chatId);
      if (!chat || chat.status === 'closed' || !seesChat(actor, chat)) {
        throw new Problem(404, `There is no open chat "${chatId}" that you can see.`, {
          backendCode: 'chat-not-found',
        });
      }
      checkAccess(chat);
    },
    snapshot: (tx) => loadMessagesOf(tx, chatId),
    changes(entries, batch) {
      const chat = idsOf(entries, 'chat').includes(chatId) ? batch.chats.get(chatId) : undefined;
      // Who reads when the chat ends keeps what is there; its last message comes in the same batch.
      if (chat && chat.status !== 'closed') checkAccess(chat);
      const upserts = idsOf(entries, 'message')
        .map((id) => batch.messages.get(id))
        .filter((message) => message?.chatId === chatId);
      return { upserts, removes: [] };
    },
  };
}
