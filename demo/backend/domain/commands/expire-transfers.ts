import type { Database } from '../../database/database.js';
import { loadChat } from '../chat-record.js';
import { addNotice } from '../notices.js';
import { becomeAssigned, withdrawTransfer } from './moves.js';

/**
 * Gives every chat back whose transfer nobody accepted in time. Any instance may do it, also several at once: whoever
 * locks the chat first does, the others pass by. Resolves with how many.
 */
export async function expireTransfers(database: Database, now: number): Promise<number> {
  const due = await database.query<{ id: string }>(
    `SELECT chat_id AS id FROM transfers WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT 100`,
    [now],
  );
  let expired = 0;
  for (const { id } of due) {
    const done = await database.transaction(async (tx) => {
      const locked = await tx.query('SELECT 1 FROM chats WHERE id = $1 FOR UPDATE SKIP LOCKED', [id]);
      const chat = locked.length > 0 ? await loadChat(tx, id) : undefined;
      if (!chat?.transfer || chat.transfer.expiresAt > now) return false;
      const { from } = chat.transfer;
      await withdrawTransfer(tx, id, 'expired');
      await addNotice(tx, chat, { userId: from.id, type: 'transfer-expired', at: now, to: from });
      await becomeAssigned(tx, chat, from, { at: now, by: null });
      return true;
    });
    if (done) expired += 1;
  }
  return expired;
}
