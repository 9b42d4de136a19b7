import { logChange } from '../change-log/entry.js';
import type { ChatStatus } from 'chat-monitor-elements/contract';
import type { Queryable, SqlValue } from '../database/database.js';
import { loadAgent } from './agent-record.js';
import { loadChat, type ChatRecord } from './chat-record.js';
import { scopeOfAgent, scopeOfChat } from './scope.js';

/** Columns of a chat that a change may set. */
export interface ChatPatch {
  readonly status?: ChatStatus;
  readonly assignee_id?: string | null;
  readonly queue_id?: string | null;
  readonly company_id?: string;
  readonly waiting_since?: number | null;
  readonly handled_since?: number | null;
  readonly closed_at?: number;
}

/** What `assignmentVersion` stands for. */
const assignmentColumns: readonly string[] = ['status', 'assignee_id', 'queue_id'];

/** Locks a chat until the transaction ends, and reads it. */
export async function lockChat(tx: Queryable, id: string): Promise<ChatRecord | undefined> {
  await tx.query('SELECT 1 FROM chats WHERE id = $1 FOR UPDATE', [id]);
  return loadChat(tx, id);
}

/**
 * Writes a change of a chat that is locked, and logs it, together with the agents whose load it changes. Changes in the
 * tables around it (participants, transfers, assists) come first: the answer is the chat as it is after all of them.
 */
export async function saveChat(
  tx: Queryable,
  before: ChatRecord,
  patch: ChatPatch,
  change: { readonly at: number; readonly by: string | null },
): Promise<ChatRecord> {
  const columns = Object.entries(patch) as [string, SqlValue][];
  const sets = columns.map(([column], index) => `${column} = $${String(index + 2)}`);
  const values = columns.map(([, value]) => value);
  sets.push('version = version + 1');
  if (columns.some(([column]) => assignmentColumns.includes(column))) {
    sets.push('assignment_version = assignment_version + 1', `assignment_by = $${String(values.length + 2)}`);
    values.push(change.by);
  }
  await tx.query(`UPDATE chats SET ${sets.join(', ')} WHERE id = $1`, [before.id, ...values]);
  const after = await loadChat(tx, before.id);
  if (!after) throw new Error(`Chat ${before.id} vanished while it was locked.`);
  await logChange(tx, change.at, {
    entity: 'chat',
    id: after.id,
    before: scopeOfChat(before),
    after: scopeOfChat(after),
  });
  if (before.assignee?.id !== after.assignee?.id) {
    await logAgent(tx, before.assignee?.id, change.at);
    await logAgent(tx, after.assignee?.id, change.at);
  }
  return after;
}

/** Logs a change of an agent that does not change its scope. */
export async function logAgent(tx: Queryable, id: string | undefined, at: number): Promise<void> {
  const agent = id === undefined ? undefined : await loadAgent(tx, id);
  if (!agent) return;
  const scope = scopeOfAgent(agent);
  await logChange(tx, at, { entity: 'agent', id: agent.id, before: scope, after: scope });
}
