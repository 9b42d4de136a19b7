import type { Agent, AgentQuery, ChatQuery } from '../../contract/index.js';
import { isMine, seesFloor } from '../shared/permissions.js';
import type { ChatRow } from './chat-row.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

function seesCompany(user: MemoryUser, companyId: string): boolean {
  return user.companies?.includes(companyId) ?? true;
}

/** Whether the user may know of the chat at all. */
export function seesChat(user: MemoryUser, row: ChatRow): boolean {
  return isMine(user, row) || (seesFloor(user) && seesCompany(user, row.company.id));
}

export function matchesChat(user: MemoryUser, query: ChatQuery, row: ChatRow): boolean {
  if (row.status === 'closed') return false;
  if (query.companies?.includes(row.company.id) === false) return false;
  if (query.queues?.includes(row.queue?.id ?? null) === false) return false;
  return query.view === 'mine' ? isMine(user, row) : seesFloor(user) && seesCompany(user, row.company.id);
}

/** An agent without queues belongs to every company that is asked for, and to the "no queue" bucket. */
export function matchesAgent(user: MemoryUser, query: AgentQuery, agent: Agent, store: MemoryStore): boolean {
  if (query.companies?.length === 0) return false;
  const companiesOf = agent.queues.map((queue) => store.queues.get(queue.id)?.companyId ?? '');
  if (companiesOf.length > 0) {
    if (!companiesOf.some((id) => seesCompany(user, id))) return false;
    if (query.companies?.some((id) => companiesOf.includes(id)) === false) return false;
  }
  if (query.queues === undefined) return true;
  if (agent.queues.length === 0) return query.queues.includes(null);
  return agent.queues.some((queue) => query.queues?.includes(queue.id));
}
