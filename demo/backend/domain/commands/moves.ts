import type { Named } from 'chat-monitor-elements/contract';
import type { Queryable } from '../../database/database.js';
import type { ChatRecord } from '../chat-record.js';
import { addNotice } from '../notices.js';
import { saveChat } from '../save-chat.js';
import type { CommandContext } from './context.js';
import { leastLoadedAgent, type QueueTarget } from './targets.js';

/** Gives a chat to an agent at once. Somebody who was in the chat beside its assignee now is the assignee. */
export async function handOver(
  context: CommandContext,
  chat: ChatRecord,
  agent: Named,
  note: string | undefined,
): Promise<ChatRecord> {
  const { tx, actor, now } = context;
  const to = { id: agent.id, name: agent.name };
  if (agent.id !== actor.id) {
    await addNotice(tx, chat, {
      userId: agent.id,
      type: 'assigned-to-you',
      at: now,
      by: { id: actor.id, name: actor.name },
      to,
      ...(note !== undefined && { note }),
    });
  }
  return becomeAssigned(tx, chat, to, { at: now, by: actor.id });
}

export async function becomeAssigned(
  tx: Queryable,
  chat: ChatRecord,
  agent: Named,
  change: { readonly at: number; readonly by: string | null },
): Promise<ChatRecord> {
  await tx.query('DELETE FROM participants WHERE chat_id = $1 AND user_id = $2', [chat.id, agent.id]);
  return saveChat(
    tx,
    chat,
    {
      status: 'assigned',
      assignee_id: agent.id,
      waiting_since: null,
      handled_since: chat.handledSince ?? change.at,
    },
    change,
  );
}

/** Puts a chat into a queue, where it waits, or goes to the least loaded agent if the queue assigns by itself. */
export async function enterQueue(
  context: CommandContext,
  chat: ChatRecord,
  queue: QueueTarget,
  note: string | undefined,
): Promise<ChatRecord> {
  const { tx, actor, now } = context;
  const waiting = await saveChat(
    tx,
    chat,
    {
      status: 'pending',
      assignee_id: null,
      queue_id: queue.id,
      company_id: queue.companyId,
      waiting_since: chat.waitingSince ?? now,
      handled_since: null,
    },
    { at: now, by: actor.id },
  );
  const agent = queue.autoAssign ? await leastLoadedAgent(tx, queue.id) : undefined;
  return agent ? handOver(context, waiting, agent, note) : waiting;
}

/** Tells the assignee that somebody else took the chat away; and the sender, where a transfer was still open. */
export async function tellMovedAway(
  context: CommandContext,
  chat: ChatRecord,
  to: Named | undefined,
  note: string | undefined,
): Promise<void> {
  const { tx, actor, now } = context;
  const concerned = new Set([chat.assignee?.id, chat.transfer?.from.id]);
  for (const userId of concerned) {
    if (userId === undefined || userId === actor.id || userId === to?.id) continue;
    await addNotice(tx, chat, {
      userId,
      type: 'moved-away',
      at: now,
      by: { id: actor.id, name: actor.name },
      ...(to && { to: { id: to.id, name: to.name } }),
      ...(note !== undefined && { note }),
    });
  }
}

/** Ends the open transfer of a chat, if there is one. */
export async function withdrawTransfer(
  tx: Queryable,
  chatId: string,
  state: 'accepted' | 'declined' | 'expired' | 'withdrawn',
): Promise<void> {
  await tx.query(`UPDATE transfers SET state = $2 WHERE chat_id = $1 AND state = 'open'`, [chatId, state]);
}
