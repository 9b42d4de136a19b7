import type { SetAgentStatusCommand } from 'chat-monitor-elements/contract';
import { logAgent } from './save-chat.js';
import { loadAgent, type AgentRecord } from './agent-record.js';
import type { CommandContext } from './commands/context.js';
import { Problem } from './problem.js';
import { hasRole } from './viewer.js';

/** For agents themselves, and for supervisors of one of their companies. */
export async function setAgentStatus(context: CommandContext, command: SetAgentStatusCommand): Promise<AgentRecord> {
  const { tx, actor, now } = context;
  await tx.query('SELECT 1 FROM agents WHERE user_id = $1 FOR UPDATE', [command.agentId]);
  const agent = await loadAgent(tx, command.agentId);
  if (!agent?.companies.some((company) => actor.companies.includes(company))) {
    throw new Problem(404, `There is no agent "${command.agentId}" in your companies.`, {
      backendCode: 'agent-not-found',
    });
  }
  if (agent.id !== actor.id && !hasRole(actor, 'supervisor')) {
    throw new Problem(403, `Only ${agent.name} and supervisors may set this status.`, {
      backendCode: 'not-your-status',
    });
  }
  await tx.query(
    `UPDATE agents SET availability = $2, status_code = $3, status_since = $4, capacity = $5 WHERE user_id = $1`,
    [agent.id, command.availability, command.statusCode ?? null, now, command.capacity ?? agent.capacity],
  );
  await logAgent(tx, agent.id, now);
  const after = await loadAgent(tx, agent.id);
  if (!after) throw new Error(`Agent ${agent.id} vanished while it was locked.`);
  return after;
}
