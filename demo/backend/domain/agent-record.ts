import type { Agent, AgentAvailability, Named } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';
import { companiesOf } from './viewer.js';

/** An agent as stored, with the companies that its scope is made of. */
export interface AgentRecord {
  readonly id: string;
  readonly name: string;
  readonly availability: AgentAvailability;
  readonly statusCode: string | null;
  readonly statusSince: number;
  readonly capacity: number;
  readonly load: number;
  readonly queues: readonly Named[];
  readonly companies: readonly string[];
}

/** Who lost the agent role is no agent any more, whatever is stored. */
const select = `
  SELECT u.id, u.name, g.availability, g.status_code AS "statusCode", g.status_since AS "statusSince", g.capacity,
    (SELECT count(*) FROM chats c WHERE c.assignee_id = u.id AND c.status IN ('assigned', 'transferred')) AS load,
    COALESCE((SELECT jsonb_agg(jsonb_build_object('id', q.id, 'name', q.name) ORDER BY q.name)
       FROM memberships m JOIN queues q ON q.id = m.queue_id WHERE m.user_id = u.id), '[]') AS queues,
    ${companiesOf('u.id')} AS companies
  FROM agents g JOIN users u ON u.id = g.user_id
  WHERE 'agent' = ANY(u.roles)`;

export async function loadAgents(db: Queryable, ids: readonly string[]): Promise<AgentRecord[]> {
  if (ids.length === 0) return [];
  return db.query<AgentRecord>(`${select} AND u.id = ANY($1::text[])`, [ids]);
}

export async function loadAgent(db: Queryable, id: string): Promise<AgentRecord | undefined> {
  const [record] = await loadAgents(db, [id]);
  return record;
}

export async function loadAgentsOf(db: Queryable, companies: readonly string[]): Promise<AgentRecord[]> {
  return db.query<AgentRecord>(
    `${select} AND EXISTS (SELECT 1 FROM user_companies s WHERE s.user_id = u.id AND s.company_id = ANY($1::text[]))
      ORDER BY u.name, u.id`,
    [companies],
  );
}

export function renderAgent(record: AgentRecord): Agent {
  const { id, name, availability, statusCode, statusSince, capacity, load, queues } = record;
  return { id, name, availability, ...(statusCode !== null && { statusCode }), statusSince, capacity, load, queues };
}
