import type { ChatStatus, Message, Named } from 'chat-monitor-elements/contract';
import { lockChat } from '../domain/save-chat.js';
import { addMessage, checkMessageLength, loadMessagesOf } from '../domain/messages.js';
import { becomeAssigned } from '../domain/commands/moves.js';
import { closeChat } from '../domain/commands/settle.js';
import { leastLoadedAgent } from '../domain/commands/targets.js';
import type { CommandContext } from '../domain/commands/context.js';
import type { ChatRecord } from '../domain/chat-record.js';
import { addNotice } from '../domain/notices.js';
import { newId } from '../domain/ids.js';
import { Problem } from '../domain/problem.js';
import type { Queryable } from '../database/database.js';

export interface NewChat {
  readonly companyId: string;
  readonly queueId?: string | undefined;
  readonly issue: string;
  readonly text: string;
}

/** What a requester sees of a chat. */
export interface OwnChat {
  readonly id: string;
  readonly status: ChatStatus;
  readonly issue: string;
  readonly openedAt: number;
  /** Absent while nobody answers. */
  readonly agentName?: string;
}

/** Opens a chat in a queue, or in a company without one; resolves with its id. */
export async function openChat(context: CommandContext, draft: NewChat): Promise<string> {
  const { tx, actor, now, settings } = context;
  checkMessageLength(draft.text, settings.maxMessageLength);
  if (!actor.companies.includes(draft.companyId)) {
    throw new Problem(422, 'This is not your company.', { errors: [{ path: 'companyId', message: 'not yours' }] });
  }
  const queue = draft.queueId === undefined ? undefined : await queueOf(tx, draft.companyId, draft.queueId);
  const chatId = newId('chat');
  await tx.query(
    `INSERT INTO chats (id, status, requester_id, issue, company_id, queue_id, opened_at, waiting_since)
     VALUES ($1, 'pending', $2, $3, $4, $5, $6, $6)`,
    [chatId, actor.id, draft.issue, draft.companyId, queue?.id ?? null, now],
  );
  const chat = await ownOpenChat(context, chatId);
  await addMessage(tx, chat, {
    author: { id: actor.id, name: actor.name, kind: 'requester' },
    text: draft.text,
    at: now,
  });
  const agent = queue?.autoAssign ? await leastLoadedAgent(tx, queue.id) : undefined;
  if (agent) {
    const waiting = await ownOpenChat(context, chatId);
    await addNotice(tx, waiting, { userId: agent.id, type: 'assigned-to-you', at: now, to: agent });
    await becomeAssigned(tx, waiting, agent, { at: now, by: null });
  }
  return chatId;
}

export async function writeToOwnChat(context: CommandContext, chatId: string, text: string): Promise<Message> {
  const { tx, actor, now, settings } = context;
  checkMessageLength(text, settings.maxMessageLength);
  const chat = await ownOpenChat(context, chatId);
  return addMessage(tx, chat, { author: { id: actor.id, name: actor.name, kind: 'requester' }, text, at: now });
}

export async function closeOwnChat(context: CommandContext, chatId: string): Promise<void> {
  await closeChat(context, await ownOpenChat(context, chatId), context.actor.id);
}

export async function listOwnChats(db: Queryable, userId: string): Promise<OwnChat[]> {
  return selectOwn(db, 'c.requester_id = $1', [userId]);
}

/** One own chat with its messages. Errors: 404. */
export async function ownChat(
  db: Queryable,
  userId: string,
  chatId: string,
): Promise<OwnChat & { readonly messages: readonly Message[] }> {
  const [chat] = await selectOwn(db, 'c.requester_id = $1 AND c.id = $2', [userId, chatId]);
  if (!chat) throw notFound(chatId);
  return { ...chat, messages: await loadMessagesOf(db, chatId) };
}

async function selectOwn(db: Queryable, condition: string, values: readonly string[]): Promise<OwnChat[]> {
  const rows = await db.query<OwnChat & { agent: string | null }>(
    `SELECT c.id, c.status, c.issue, c.opened_at AS "openedAt",
            CASE WHEN c.status = 'assigned' THEN a.name END AS agent
       FROM chats c LEFT JOIN users a ON a.id = c.assignee_id
      WHERE ${condition} ORDER BY c.opened_at DESC, c.id`,
    values,
  );
  return rows.map(({ agent, ...chat }) => ({ ...chat, ...(agent !== null && { agentName: agent }) }));
}

async function ownOpenChat({ tx, actor }: CommandContext, chatId: string): Promise<ChatRecord> {
  const chat = await lockChat(tx, chatId);
  if (chat?.requester.id !== actor.id) throw notFound(chatId);
  if (chat.status === 'closed') throw new Problem(409, 'The chat is closed. Open a new one.');
  return chat;
}

async function queueOf(
  tx: Queryable,
  companyId: string,
  queueId: string,
): Promise<Named & { readonly autoAssign: boolean }> {
  const [queue] = await tx.query<Named & { autoAssign: boolean }>(
    'SELECT id, name, auto_assign AS "autoAssign" FROM queues WHERE id = $1 AND company_id = $2',
    [queueId, companyId],
  );
  if (queue) return queue;
  throw new Problem(422, 'Your company has no such support queue.', {
    errors: [{ path: 'queueId', message: 'no such queue' }],
  });
}

function notFound(chatId: string): Problem {
  return new Problem(404, `You have no chat "${chatId}".`);
}
