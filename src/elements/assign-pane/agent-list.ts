import type { Agent, Chat, SupportQueue } from '../../contract/index.js';
import { matchesWords, wordsOf } from './choices.js';

/** What decides who is listed, and in which order. */
export interface AgentListOptions {
  readonly query: string;
  readonly chat: Chat | undefined;
  readonly queues: readonly SupportQueue[];
}

/**
 * The agents that the pane lists: those who answer the chat's queue, those of its company, then the others. Only
 * available ones come in, and while the list is looked at nothing moves in it: who goes away stays in place, and who
 * becomes available is added at the end.
 */
export class AgentList {
  #shown: readonly Agent[] = [];
  #query = '';

  /** Begins a new list; so does another search. */
  reset(): void {
    this.#shown = [];
  }

  /** Takes over what is known of the agents now. */
  update(agents: readonly Agent[], { query, chat, queues }: AgentListOptions): readonly Agent[] {
    if (query !== this.#query) this.reset();
    this.#query = query;
    const others = new Map(agents.map((agent) => [agent.id, agent]));
    const kept = this.#shown.map((agent): Agent => {
      const now = others.get(agent.id);
      others.delete(agent.id);
      return now ?? { ...agent, availability: 'unavailable' };
    });
    const nearby = queues.filter(({ company }) => company.id === chat?.company.id).map(({ id }) => id);
    const distance = ({ queues: own }: Agent): number => {
      if (own.some(({ id }) => id === chat?.queue?.id)) return 0;
      return own.some(({ id }) => nearby.includes(id)) ? 1 : 2;
    };
    const added = agents
      .filter(
        (agent) =>
          others.has(agent.id) &&
          agent.availability === 'available' &&
          matchesWords([agent.name, ...wordsOf(agent)], query),
      )
      .sort((a, b) => distance(a) - distance(b));
    this.#shown = [...kept, ...added];
    return this.#shown;
  }
}
