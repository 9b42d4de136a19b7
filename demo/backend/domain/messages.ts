import { logChange } from '../change-log/entry.js';
import type { Message, MessageAuthor } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';
import type { ChatRecord } from './chat-record.js';
import { newId } from './ids.js';
import { Problem } from './problem.js';
import { scopeOfChat } from './scope.js';

const select = `
  SELECT id, chat_id AS "chatId",
    jsonb_build_object('id', author_id, 'name', author_name, 'kind', author_kind) AS author, text, at
  FROM messages`;

export async function loadMessages(db: Queryable, ids: readonly string[]): Promise<Message[]> {
  if (ids.length === 0) return [];
  return db.query<Message>(`${select} WHERE id = ANY($1::text[]) ORDER BY seq`, [ids]);
}

export async function loadMessagesOf(db: Queryable, chatId: string): Promise<Message[]> {
  return db.query<Message>(`${select} WHERE chat_id = $1 ORDER BY seq`, [chatId]);
}

/** Adds a message to a chat that is locked. `chat` is then out of date by its counters. */
export async function addMessage(
  tx: Queryable,
  chat: ChatRecord,
  draft: { readonly author: MessageAuthor; readonly text: string; readonly at: number },
): Promise<Message> {
  const { author, text, at } = draft;
  const message: Message = { id: newId('message'), chatId: chat.id, author, text, at };
  await tx.query(
    `INSERT INTO messages (id, chat_id, author_id, author_name, author_kind, text, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [message.id, chat.id, author.id, author.name, author.kind, text, at],
  );
  await tx.query(
    'UPDATE chats SET version = version + 1, message_count = message_count + 1, last_message_at = $2 WHERE id = $1',
    [chat.id, at],
  );
  const scope = scopeOfChat(chat);
  await logChange(
    tx,
    at,
    { entity: 'chat', id: chat.id, before: scope, after: scope },
    { entity: 'message', id: message.id, after: scope },
  );
  return message;
}

/** Characters as people count them: code points, not UTF-16 units. */
export function checkMessageLength(text: string, limit: number): void {
  const length = [...text].length;
  if (length <= limit) return;
  throw new Problem(
    422,
    `The message has ${String(length)} characters; at most ${String(limit)} are taken. Shorten it.`,
    {
      backendCode: 'message-too-long',
      errors: [{ path: 'text', message: `at most ${String(limit)} characters` }],
    },
  );
}
