import type { Formats } from '../formats.js';

/** Texts of `agent-grid`. */
export const agentTexts = {
  'agents.label': 'Agents',
  'agents.column.name': 'Agent',
  'agents.column.status': 'Status',
  'agents.column.load': 'Chats',
  'agents.column.queues': 'Support queues',
  'agents.available': 'Available',
  'agents.unavailable': 'Unavailable',
  'agents.load': (load: number, capacity: number | undefined, n: Formats) =>
    capacity === undefined ? n.number(load) : `${n.number(load)} of ${n.number(capacity)}`,
  'agents.search': 'Search agents',
  'agents.count': (count: number, n: Formats) => n.plural(count, { one: '# agent', other: '# agents' }),
  'agents.count.filtered': (shown: number, total: number, n: Formats) =>
    `${n.number(shown)} of ${n.plural(total, { one: '# agent', other: '# agents' })}`,
  'agents.empty': 'No agents',
  'agents.empty.hint': 'Nobody answers chats in the companies and queues that are chosen.',
  'agents.filtered': (search: string) => `No agents match “${search}”`,
  'agents.loading': 'Loading agents…',
  'agents.forbidden': 'You do not have permission to watch agents',
  'agents.failed': 'Agents cannot be shown',
};
