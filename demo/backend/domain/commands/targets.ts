import type { AgentRecord } from '../agent-record.js';
import { loadAgent } from '../agent-record.js';
import type { Named } from 'chat-monitor-elements/contract';
import { Problem } from '../problem.js';
import type { CommandContext } from './context.js';

export interface QueueTarget extends Named {
  readonly companyId: string;
  readonly autoAssign: boolean;
}

/** The agent that a chat shall go to: in the viewer's scope, and available. */
export async function agentTarget(context: CommandContext, id: string): Promise<AgentRecord> {
  // Locked, so that two assignments at once cannot both take the last free place.
  await context.tx.query('SELECT 1 FROM agents WHERE user_id = $1 FOR UPDATE', [id]);
  const agent = await loadAgent(context.tx, id);
  if (!agent?.companies.some((company) => context.actor.companies.includes(company))) {
    throw new Problem(404, `There is no agent "${id}" in your companies. Choose another one.`, {
      backendCode: 'agent-not-found',
      errors: [{ path: 'to.id', message: 'no such agent' }],
    });
  }
  if (agent.availability !== 'available') {
    throw new Problem(422, `${agent.name} is not available. Choose another agent.`, {
      backendCode: 'agent-unavailable',
      errors: [{ path: 'to.id', message: `${agent.name} is not available` }],
    });
  }
  return agent;
}

export function checkCapacity(agent: AgentRecord): void {
  if (agent.load < agent.capacity) return;
  const figures = `${String(agent.load)} of ${String(agent.capacity)}`;
  throw new Problem(422, `${agent.name} is at capacity (${figures} chats). Choose another agent.`, {
    backendCode: 'agent-at-capacity',
    errors: [{ path: 'to.id', message: `${agent.name} has ${figures} chats` }],
  });
}

export async function queueTarget(context: CommandContext, id: string): Promise<QueueTarget> {
  const [queue] = await context.tx.query<QueueTarget>(
    `SELECT id, name, company_id AS "companyId", auto_assign AS "autoAssign" FROM queues
      WHERE id = $1 AND company_id = ANY($2::text[])`,
    [id, context.actor.companies],
  );
  if (queue) return queue;
  throw new Problem(404, `There is no support queue "${id}" in your companies. Choose another one.`, {
    backendCode: 'queue-not-found',
    errors: [{ path: 'to.id', message: 'no such queue' }],
  });
}

/** The least loaded available agent of a queue with room for one more, if any. */
export async function leastLoadedAgent(tx: CommandContext['tx'], queueId: string): Promise<Named | undefined> {
  const [agent] = await tx.query<Named>(
    `SELECT u.id, u.name FROM memberships m
       JOIN agents g ON g.user_id = m.user_id
       JOIN users u ON u.id = g.user_id AND 'agent' = ANY(u.roles)
       CROSS JOIN LATERAL (
         SELECT count(*) AS load FROM chats c WHERE c.assignee_id = u.id AND c.status IN ('assigned', 'transferred')
       ) l
      WHERE m.queue_id = $1 AND g.availability = 'available' AND l.load < g.capacity
      ORDER BY l.load::float / g.capacity, u.id LIMIT 1 FOR UPDATE OF g`,
    [queueId],
  );
  return agent;
}
