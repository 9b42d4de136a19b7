import type { Agent, AgentAvailability, AgentQuery, Named } from '../../contract/index.js';
import { namedOf } from './chat.js';
import type { Raw } from './wire.js';

/** An agent with the companies whose chats come to them. */
export interface StaffMember extends Agent {
  readonly companies: readonly Named[];
}

export function availabilityOf({ availability_status: status }: Raw): AgentAvailability {
  // The published schema has the first, servers send the second.
  return status === 'available' || status === 'online' ? 'available' : 'unavailable';
}

export function agentOf(
  agent: Raw,
  own: { readonly load: unknown; readonly capacity: number; readonly queues: readonly Named[] },
): Agent {
  const { availability_status: status } = agent;
  return {
    ...namedOf(agent),
    availability: availabilityOf(agent),
    ...(status !== undefined && status !== null && { statusCode: status as string }),
    capacity: own.capacity,
    load: (own.load ?? 0) as number,
    queues: own.queues,
  };
}

export function matchesAgent({ companies, queues }: AgentQuery, agent: StaffMember): boolean {
  if (companies && !agent.companies.some(({ id }) => companies.includes(id))) return false;
  if (!queues) return true;
  return queues.some((queue) =>
    queue === null ? agent.queues.length === 0 : agent.queues.some((q) => q.id === queue),
  );
}
