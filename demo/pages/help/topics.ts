import { queues } from '../../backend/seed/people.js';

/** What a customer can ask about: the help page's own catalogue, one entry per support queue. */
export interface Topic {
  readonly queueId: string;
  readonly name: string;
}

export function topicsOf(companyId: string): readonly Topic[] {
  return queues.filter(({ company }) => company === companyId).map(({ id, name }) => ({ queueId: id, name }));
}
