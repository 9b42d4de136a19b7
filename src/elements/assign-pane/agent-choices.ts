import type { Agent, Chat } from '../../contract/index.js';

/**
 * Why an agent cannot be chosen.
 * - `away`: not available any more
 * - `full`: as many chats as the agent takes; only in the way of an assignment
 * - `current`: has this chat already
 */
export type AgentBlock = 'away' | 'full' | 'current';

/** One line of the list. */
export interface AgentChoice {
  readonly agent: Agent;
  /** The viewer. */
  readonly own: boolean;
  /** A transfer would give the agent more chats than the agent takes. */
  readonly over: boolean;
  readonly block?: AgentBlock;
}

export interface AgentChoiceOptions {
  readonly action: 'assign' | 'transfer';
  readonly chat: Chat | undefined;
  readonly viewerId: string | undefined;
}

/**
 * The agents that the pane lists. Only available ones come in, and while the list is looked at nothing moves in it:
 * who goes away stays in place, blocked, and who becomes available is added at the end.
 */
export class AgentChoices {
  #shown: Agent[] = [];
  #query = '';

  /** Begins a new list: another search, or the pane was opened. */
  reset(agents: readonly Agent[], query = ''): void {
    this.#query = query;
    this.#shown = [];
    this.update(agents);
  }

  /** Takes over what is known of the agents now. */
  update(agents: readonly Agent[]): void {
    const known = new Map(agents.map((agent) => [agent.id, agent]));
    this.#shown = this.#shown.map((agent) => known.get(agent.id) ?? { ...agent, availability: 'unavailable' });
    const shown = new Set(this.#shown.map((agent) => agent.id));
    for (const agent of agents) {
      if (agent.availability === 'available' && !shown.has(agent.id) && matches(agent, this.#query)) {
        this.#shown.push(agent);
      }
    }
  }

  list(options: AgentChoiceOptions): readonly AgentChoice[] {
    return this.#shown.map((agent) => {
      const block = blockOf(agent, options);
      return {
        agent,
        own: agent.id === options.viewerId,
        over: options.action === 'transfer' && agent.load >= agent.capacity,
        ...(block && { block }),
      };
    });
  }
}

function blockOf(agent: Agent, { action, chat }: AgentChoiceOptions): AgentBlock | undefined {
  if (agent.availability !== 'available') return 'away';
  if (agent.id === chat?.assignee?.id) return 'current';
  if (action === 'assign' && agent.load >= agent.capacity) return 'full';
  return undefined;
}

function matches(agent: Agent, query: string): boolean {
  return matchesWords([agent.name, agent.statusCode ?? '', ...agent.queues.map((queue) => queue.name)], query);
}

/** Whether every word of the query is in one of the texts, whatever its case. */
export function matchesWords(texts: readonly string[], query: string): boolean {
  const haystack = texts.join('\n').toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/u)
    .every((word) => haystack.includes(word));
}
