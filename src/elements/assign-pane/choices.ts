import type { Chat, SupportQueue } from '../../contract/index.js';
import type { Translate } from '../shared/failure-text.js';
import { matchesWords, type AgentChoice } from './agent-choices.js';

/** One line of the pane's list, ready to be shown. */
export interface Choice {
  readonly type: 'agent' | 'queue';
  readonly id: string;
  readonly name: string;
  /** The viewer. */
  readonly own?: boolean;
  /** The second line. */
  readonly detail: string;
  readonly load?: { readonly count: number; readonly capacity: number; readonly over: boolean };
  /** Why it cannot be chosen; shown instead of the second line. */
  readonly blocked?: string;
}

export function agentChoice({ agent, own, over, block }: AgentChoice, texts: Translate): Choice {
  const words = [agent.statusCode, ...agent.queues.map((queue) => queue.name)].filter((word) => word !== undefined);
  return {
    type: 'agent',
    id: agent.id,
    name: agent.name,
    own,
    detail: words.join(' · '),
    load: { count: agent.load, capacity: agent.capacity, over },
    ...(block && { blocked: texts.t(`assign.block.${block}`) }),
  };
}

/** The queues that match the search: the chat's own company first, else in the order given. */
export function queueChoices(
  queues: readonly SupportQueue[],
  chat: Chat | undefined,
  query: string,
  texts: Translate,
): readonly Choice[] {
  const found = queues.filter((queue) => matchesWords([queue.name, queue.company.name], query));
  const near = found.filter((queue) => queue.company.id === chat?.company.id);
  const far = found.filter((queue) => queue.company.id !== chat?.company.id);
  return [...near, ...far].map((queue) => {
    const waitsHere = chat?.status === 'pending' && queue.id === chat.queue?.id;
    const detail =
      queue.autoAssign === true ? [queue.company.name, texts.t('assign.autoAssign')] : [queue.company.name];
    return {
      type: 'queue',
      id: queue.id,
      name: queue.name,
      detail: detail.join(' · '),
      ...(waitsHere && { blocked: texts.t('assign.block.queue') }),
    };
  });
}
