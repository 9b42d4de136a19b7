import type { Agent, SupportQueue } from '../contract/index.js';
import type { Scope } from './types.js';

/** Whether an agent answers chats in the chosen companies and queues. One without queues belongs to the whole floor. */
export function isInScope(agent: Agent, { companies, queues }: Scope, known: readonly SupportQueue[]): boolean {
  if (companies === undefined && queues === undefined) return true;
  return agent.queues.some(({ id }) => {
    const company = known.find((queue) => queue.id === id)?.company.id;
    const inCompanies = companies === undefined || (company !== undefined && companies.includes(company));
    return inCompanies && (queues === undefined || queues.includes(id));
  });
}
