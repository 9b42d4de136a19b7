import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

/** Texts of the assign pane. */
export const assignTexts = {
  'assign.subject': (requester: string, issue: string) => `${name(requester)}: ${name(issue)}`,
  'assign.tab.agents': 'Agents',
  'assign.tab.queues': 'Support queues',
  'assign.search.agents': 'Search agents',
  'assign.search.queues': 'Search support queues',
  'assign.you': '(you)',
  'assign.load': (load: number, capacity: number | undefined, n: Formats) =>
    capacity === undefined ? `Chats: ${n.number(load)}` : `${n.number(load)} of ${n.number(capacity)} chats`,
  'assign.over': 'over capacity',
  'assign.block.away': 'Not available any more',
  'assign.block.full': 'Takes no more chats now',
  'assign.block.current': 'Has this chat already',
  'assign.block.queue': 'The chat is waiting here already',
  'assign.autoAssign': 'Assigned to an agent automatically',
  'assign.none.agents': 'No agent is available now',
  'assign.none.queues': 'There are no support queues',
  'assign.none.found': (query: string) => `Nothing found for “${name(query)}”`,
  'assign.found': (count: number, n: Formats) => n.plural(count, { one: '# choice', other: '# choices' }),
  'assign.failed.agents': 'The agents could not be loaded.',
  'assign.note': 'Note for the agent',
  'assign.submit.assign': 'Assign',
  'assign.submit.transfer': 'Transfer',
  'assign.busy': 'Working…',
  'assign.choose.agents': 'Choose an agent first.',
  'assign.choose.queues': 'Choose a support queue first.',
  'assign.chosen.blocked': (target: string, reason: string) => `${name(target)}: ${reason}. Choose another one.`,
};
