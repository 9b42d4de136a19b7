import type { Agent, AgentAvailability, Named } from '../../contract/index.js';
import { namedOf } from './chat.js';
import type { Raw } from './wire.js';

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
