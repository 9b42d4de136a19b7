import type { Assist, ChatStatus, Named, Participant, SlaPolicy } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';

/** A chat as stored: what all viewers see of it the same way. */
export interface ChatRecord {
  readonly id: string;
  readonly version: number;
  readonly assignmentVersion: number;
  /** Who last changed assignee, queue or status; null for the system or the requester. */
  readonly assignmentBy: Named | null;
  readonly status: ChatStatus;
  readonly requester: Named;
  readonly issue: string;
  readonly company: Named;
  readonly queue: Named | null;
  readonly assignee: Named | null;
  readonly participants: readonly Participant[];
  readonly openedAt: number;
  readonly waitingSince: number | null;
  readonly handledSince: number | null;
  readonly transfer: TransferRecord | null;
  readonly assist: Assist | null;
  readonly sla: SlaPolicy | null;
  readonly messageCount: number;
  readonly lastMessageAt: number | null;
}

export interface TransferRecord {
  readonly from: Named;
  readonly at: number;
  readonly expiresAt: number;
  readonly note?: string;
}

/** Scalar subqueries instead of a join of ten tables: the planner takes longer for that than all the rest. */
const named = (table: string, id: string): string =>
  `(SELECT jsonb_build_object('id', n.id, 'name', n.name) FROM ${table} n WHERE n.id = ${id})`;

const select = `
  SELECT c.id, c.version, c.assignment_version AS "assignmentVersion",
    ${named('users', 'c.assignment_by')} AS "assignmentBy", c.status,
    ${named('users', 'c.requester_id')} AS requester, c.issue,
    ${named('companies', 'c.company_id')} AS company,
    ${named('queues', 'c.queue_id')} AS queue,
    ${named('users', 'c.assignee_id')} AS assignee,
    COALESCE(
      (SELECT jsonb_agg(${named('users', 'p.user_id')} || jsonb_build_object('mode', p.mode) ORDER BY p.joined_at, p.user_id)
         FROM participants p WHERE p.chat_id = c.id), '[]') AS participants,
    c.opened_at AS "openedAt", c.waiting_since AS "waitingSince", c.handled_since AS "handledSince",
    (SELECT jsonb_strip_nulls(jsonb_build_object(
              'from', ${named('users', 't.from_id')}, 'at', t.at, 'expiresAt', t.expires_at, 'note', t.note))
       FROM transfers t WHERE t.chat_id = c.id AND t.state = 'open') AS transfer,
    (SELECT jsonb_strip_nulls(jsonb_build_object('id', s.id, 'by', ${named('users', 's.by_id')}, 'at', s.at,
              'message', s.message, 'claimedBy', ${named('users', 's.claimed_by')}))
       FROM assists s WHERE s.chat_id = c.id AND s.cleared_at IS NULL) AS assist,
    c.sla, c.message_count AS "messageCount", c.last_message_at AS "lastMessageAt"
  FROM chats c`;

export async function loadChats(db: Queryable, ids: readonly string[]): Promise<ChatRecord[]> {
  if (ids.length === 0) return [];
  return db.query<ChatRecord>(`${select} WHERE c.id = ANY($1::text[])`, [ids]);
}

export async function loadChat(db: Queryable, id: string): Promise<ChatRecord | undefined> {
  const [record] = await loadChats(db, [id]);
  return record;
}

/** All open chats of some companies, the longest open ones first. */
export async function loadOpenChats(db: Queryable, companies: readonly string[]): Promise<ChatRecord[]> {
  return db.query<ChatRecord>(
    `${select} WHERE c.status <> 'closed' AND c.company_id = ANY($1::text[]) ORDER BY c.opened_at, c.id`,
    [companies],
  );
}

/** All open chats that a user is assignee, receiver or participant of. */
export async function loadOwnChats(db: Queryable, userId: string): Promise<ChatRecord[]> {
  return db.query<ChatRecord>(
    `${select} WHERE c.status <> 'closed'
        AND (c.assignee_id = $1 OR EXISTS (SELECT 1 FROM participants p WHERE p.chat_id = c.id AND p.user_id = $1))
      ORDER BY c.opened_at, c.id`,
    [userId],
  );
}
