import type { Agent, SetAgentStatusCommand } from '../../contract/index.js';
import { ChatError } from '../../contract/index.js';
import { hasRole } from '../shared/permissions.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

/** Agents set their own status, supervisors anybody's. */
export function setAgentStatus(store: MemoryStore, user: MemoryUser, command: SetAgentStatusCommand): Agent {
  const agent = store.agents.get(command.agentId);
  if (agent === undefined) throw new ChatError('not-found', `There is no agent "${command.agentId}".`);
  if (user.id !== agent.id && !hasRole(user, 'supervisor')) {
    throw new ChatError('forbidden', `${user.name} may not change the status of ${agent.name}.`);
  }
  const { availability, statusCode, capacity } = command;
  if (capacity !== undefined && !(Number.isInteger(capacity) && capacity >= 0)) {
    throw new ChatError('invalid', `An agent's capacity is a whole number from 0 up, not ${String(capacity)}.`);
  }
  store.patchAgent(agent.id, {
    availability,
    statusSince: availability === agent.availability ? (agent.statusSince ?? store.now()) : store.now(),
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(capacity === undefined ? {} : { capacity }),
  });
  return store.agents.get(agent.id) ?? agent;
}
