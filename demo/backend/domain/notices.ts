import { logChange } from '../change-log/entry.js';
import type { Named, Notice, NoticeType } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';
import type { ChatRecord } from './chat-record.js';
import { newId } from './ids.js';

export interface NoticeDraft {
  readonly userId: string;
  readonly type: NoticeType;
  readonly at: number;
  readonly by?: Named;
  readonly to?: Named;
  readonly note?: string;
}

/** Tells a user about one of their chats. */
export async function addNotice(tx: Queryable, chat: ChatRecord, draft: NoticeDraft): Promise<void> {
  const id = newId('notice');
  await tx.query(
    `INSERT INTO notices (id, user_id, type, chat_id, requester, at, by_id, by_name, to_id, to_name, note)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      draft.userId,
      draft.type,
      chat.id,
      chat.requester.name,
      draft.at,
      draft.by?.id ?? null,
      draft.by?.name ?? null,
      draft.to?.id ?? null,
      draft.to?.name ?? null,
      draft.note ?? null,
    ],
  );
  await logChange(tx, draft.at, {
    entity: 'notice',
    id,
    after: { companies: [], queues: [], people: [draft.userId] },
  });
}

/** Whether the user was told about the chat, and so may be told where it is now. */
export async function wasNoticed(db: Queryable, userId: string, chatId: string): Promise<boolean> {
  const rows = await db.query('SELECT 1 FROM notices WHERE user_id = $1 AND chat_id = $2 LIMIT 1', [userId, chatId]);
  return rows.length > 0;
}

export interface NoticeRecord {
  readonly userId: string;
  readonly notice: Notice;
}

export async function loadNotices(db: Queryable, ids: readonly string[]): Promise<NoticeRecord[]> {
  if (ids.length === 0) return [];
  return db.query<NoticeRecord>(
    `SELECT user_id AS "userId", jsonb_strip_nulls(jsonb_build_object(
        'id', id, 'type', type, 'chatId', chat_id, 'requester', requester, 'at', at,
        'by', CASE WHEN by_id IS NOT NULL THEN jsonb_build_object('id', by_id, 'name', by_name) END,
        'to', CASE WHEN to_id IS NOT NULL THEN jsonb_build_object('id', to_id, 'name', to_name) END,
        'note', note)) AS notice
       FROM notices WHERE id = ANY($1::text[]) ORDER BY seq`,
    [ids],
  );
}
