import type { Agent, Chat, SupportQueue } from '../../contract/index.js';
import type { Translate } from '../shared/failure-text.js';

/** One line of the pane's list, ready to be shown. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  /** The viewer. */
  readonly own?: boolean;
  /** The second line. */
  readonly detail: string;
  /** The agent with what there is to do; absent for queues. */
  readonly agent?: Agent;
  /** A transfer would give the agent more chats than the agent takes. */
  readonly over?: boolean;
  /** Why it cannot be chosen; shown instead of the second line. */
  readonly blocked?: string | undefined;
}

export interface AgentChoiceOptions {
  readonly action: 'assign' | 'transfer';
  readonly chat: Chat | undefined;
  readonly viewerId: string | undefined;
}

/** Blocked are: who went away, who has this chat already, and for an assignment who takes no more chats. */
export function agentChoice(agent: Agent, { action, chat, viewerId }: AgentChoiceOptions, texts: Translate): Choice {
  const { load, capacity = Infinity } = agent;
  const full = load >= capacity;
  const block =
    agent.availability !== 'available'
      ? 'away'
      : agent.id === chat?.assignee?.id
        ? 'current'
        : full && action === 'assign'
          ? 'full'
          : undefined;
  return {
    id: agent.id,
    name: agent.name,
    own: agent.id === viewerId,
    detail: wordsOf(agent).join(' · '),
    agent,
    over: full && action === 'transfer',
    blocked: block && texts.t(`assign.block.${block}`),
  };
}

/** The queues that match the search: the chat's own company first, else in the order given. */
export function queueChoices(
  queues: readonly SupportQueue[],
  chat: Chat | undefined,
  query: string,
  texts: Translate,
): readonly Choice[] {
  const isFar = ({ company }: SupportQueue): number => Number(company.id !== chat?.company.id);
  return queues
    .filter(({ name, company }) => matchesWords([name, company.name], query))
    .sort((a, b) => isFar(a) - isFar(b))
    .map(({ id, name, company, autoAssign }) => ({
      id,
      name,
      detail: autoAssign ? `${company.name} · ${texts.t('assign.autoAssign')}` : company.name,
      blocked: chat?.status === 'pending' && id === chat.queue?.id ? texts.t('assign.block.queue') : undefined,
    }));
}

/** What is shown of an agent beside the name; searched as well. */
export function wordsOf({ statusCode, queues }: Agent): readonly string[] {
  return [...(statusCode ? [statusCode] : []), ...queues.map(({ name }) => name)];
}

/** Whether every word of the query is in one of the texts, whatever its case. */
export function matchesWords(texts: readonly string[], query: string): boolean {
  const haystack = texts.join('\n').toLocaleLowerCase();
  return query
    .toLocaleLowerCase()
    .split(/\s+/u)
    .every((word) => haystack.includes(word));
}
