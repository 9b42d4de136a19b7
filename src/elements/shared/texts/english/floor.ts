import type { Formats } from '../formats.js';

const chats = (count: number, n: Formats): string => n.plural(count, { one: '# chat', other: '# chats' });

/** Texts of the elements that show the floor: grid, scope, tiles, circle, agents. */
export const floorTexts = {
  'grid.label': 'Chats',
  'grid.column.assist': 'Assistance',
  'grid.column.requester': 'Requester and issue',
  'grid.column.status': 'Status',
  'grid.column.agent': 'Agent',
  'grid.column.company': 'Company',
  'grid.column.queue': 'Support queue',
  'grid.column.queueTime': 'Queue time',
  'grid.column.sessionTime': 'Session time',
  'grid.column.actions': 'Actions',
  'grid.sort': 'Order',
  'grid.sort.urgency': 'Most urgent first',
  'grid.sort.ascending': (column: string) => `${column}, ascending`,
  'grid.sort.descending': (column: string) => `${column}, descending`,
  'grid.search': 'Search chats',
  'grid.count': chats,
  'grid.count.filtered': (shown: number, total: number, n: Formats) =>
    `${n.number(shown)} of ${chats(total, n)}`,
  'grid.status.transferred': (to: string) => `Transferred to ${to}`,
  'grid.actions': (requester: string) => `Actions for ${requester}`,
  'grid.assist': (by: string) => `${by} asks for assistance`,
  'grid.assist.message': (by: string, message: string) => `${by} asks for assistance: ${message}`,
  'grid.assist.claimed': (request: string, claimedBy: string) => `${request} (taken by ${claimedBy})`,
  'grid.assist.clear': (request: string) => `${request}. Clear the request`,
  'grid.gone': 'Has left the list',
  'grid.pending': 'In progress',
  'grid.urgent': (count: number, n: Formats) =>
    n.plural(count, { one: '# chat needs attention', other: '# chats need attention' }),
  'grid.waiting': (count: number, n: Formats) =>
    n.plural(count, { one: '# change waits', other: '# changes wait' }),
  'grid.show': 'Show',
  'grid.empty': 'No open chats',
  'grid.empty.hint': 'New chats appear here by themselves.',
  'grid.unscoped': 'Choose a company and a queue',
  'grid.unscoped.hint': 'Nothing is chosen, so there is nothing to watch.',
  'grid.filtered': (search: string) => `No chats match “${search}”`,
  'grid.loading': 'Loading chats…',
  'grid.forbidden': 'You do not have permission to watch chats',
  'grid.forbidden.hint': 'This needs the supervisor role. Ask your administrator.',
  'grid.failed': 'Chats cannot be shown',

  'scope.label': 'Which chats to watch',
  'scope.companies': 'Company',
  'scope.queues': 'Support queue',
  'scope.companies.all': 'All companies',
  'scope.queues.all': 'All queues',
  'scope.none': 'None',
  'scope.some': (chosen: number, total: number, n: Formats) => `${n.number(chosen)} of ${n.number(total)}`,
  'scope.search': 'Search',
  'scope.noMatch': 'Nothing matches',

  'metrics.label': 'Chats in numbers',
  'metrics.open': 'Open chats',
  'metrics.assigned': 'Assigned',
  'metrics.inQueue': 'In queue',
  'metrics.averageQueueTime': 'Average queue time',

  'attention.count': (count: number, n: Formats) =>
    n.plural(count, { one: '# chat needs attention', other: '# chats need attention' }),
  'attention.detail': (assists: number, breaches: number, n: Formats) =>
    n.list([
      ...(assists > 0
        ? [n.plural(assists, { one: '# asks for assistance', other: '# ask for assistance' })]
        : []),
      ...(breaches > 0 ? [n.plural(breaches, { one: '# is over its limit', other: '# are over their limit' })] : []),
    ]),
  'attention.none': 'No chat needs attention',

  'agents.label': 'Agents',
  'agents.column.name': 'Agent',
  'agents.column.status': 'Status',
  'agents.column.load': 'Chats',
  'agents.column.queues': 'Support queues',
  'agents.available': 'Available',
  'agents.unavailable': 'Unavailable',
  'agents.load': (load: number, capacity: number, n: Formats) => `${n.number(load)} of ${n.number(capacity)}`,
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
