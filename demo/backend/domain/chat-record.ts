import type { Assist, ChatStatus, Named, Participant, SlaPolicy } from '../../../src/contract/model.js';
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

const named = (alias: string): string =>
  `CASE WHEN ${alias}.id IS NULL THEN NULL ELSE jsonb_build_object('id', ${alias}.id, 'name', ${alias}.name) END`;

const select = `
  SELECT c.id, c.version, c.assignment_version AS "assignmentVersion", ${named('b')} AS "assignmentBy", c.status,
    ${named('r')} AS requester, c.issue, ${named('co')} AS company, ${named('q')} AS queue, ${named('a')} AS assignee,
    COALESCE(
      (SELECT jsonb_agg(jsonb_build_object('id', pu.id, 'name', pu.name, 'mode', p.mode) ORDER BY p.joined_at, pu.id)
         FROM participants p JOIN users pu ON pu.id = p.user_id WHERE p.chat_id = c.id), '[]') AS participants,
    c.opened_at AS "openedAt", c.waiting_since AS "waitingSince", c.handled_since AS "handledSince",
    (SELECT jsonb_strip_nulls(jsonb_build_object('from', ${named('tf')}, 'at', t.at, 'expiresAt', t.expires_at, 'note', t.note))
       FROM transfers t JOIN users tf ON tf.id = t.from_id WHERE t.chat_id = c.id AND t.state = 'open') AS transfer,
    (SELECT jsonb_strip_nulls(jsonb_build_object('id', s.id, 'by', ${named('sb')}, 'at', s.at, 'message', s.message,
              'claimedBy', ${named('sc')}))
       FROM assists s JOIN users sb ON sb.id = s.by_id LEFT JOIN users sc ON sc.id = s.claimed_by
      WHERE s.chat_id = c.id AND s.cleared_at IS NULL) AS assist,
    c.sla, c.message_count AS "messageCount", c.last_message_at AS "lastMessageAt"
  FROM chats c
    JOIN users r ON r.id = c.requester_id
    JOIN companies co ON co.id = c.company_id
    LEFT JOIN queues q ON q.id = c.queue_id
    LEFT JOIN users a ON a.id = c.assignee_id
    LEFT JOIN users b ON b.id = c.assignment_by`;

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
