import type { Agent, AgentQuery, ChatQuery } from '../../contract/index.js';
import { matchesAgent, matchesChat } from '../shared/matching.js';
import { isMine, seesFloor } from '../shared/permissions.js';
import type { ChatRow } from './chat-row.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

function seesCompany(user: MemoryUser, companyId: string): boolean {
  return user.companies?.includes(companyId) ?? true;
}

function overseesChat(user: MemoryUser, row: ChatRow): boolean {
  return seesFloor(user) && seesCompany(user, row.company.id);
}

/** Whether the user may know of the chat at all. */
export function seesChat(user: MemoryUser, row: ChatRow): boolean {
  return isMine(user, row) || overseesChat(user, row);
}

export function isInView(user: MemoryUser, query: ChatQuery, row: ChatRow): boolean {
  return matchesChat(query, row, user) && (query.view === 'mine' || overseesChat(user, row));
}

export function isInReach(user: MemoryUser, query: AgentQuery, agent: Agent, store: MemoryStore): boolean {
  const companies = agent.queues.map(({ id }) => store.queues.get(id)?.companyId ?? '');
  const isSeen = companies.length === 0 || companies.some((id) => seesCompany(user, id));
  return isSeen && matchesAgent(query, agent, companies);
}
