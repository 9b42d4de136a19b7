import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

const chats = (count: number, n: Formats): string => n.plural(count, { one: '# chat', other: '# chats' });

/** Texts of grid, tiles and circle. */
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
  'grid.sort.place': (place: number, n: Formats) => `order ${n.number(place)}`,
  'grid.columns': 'Columns',
  'grid.search': 'Search chats',
  'grid.count': chats,
  'grid.count.filtered': (shown: number, total: number, n: Formats) => `${n.number(shown)} of ${chats(total, n)}`,
  'grid.status.transferred': (to: string) => `Transferred to ${name(to)}`,
  'grid.actions': (requester: string) => `Actions for ${name(requester)}`,
  'grid.assist.clear': (request: string) => `${request}. Clear the request`,
  'grid.works.failed': 'Keys and menus could not be loaded. Reload the page to act on chats.',
  'grid.unscoped': 'Choose a company and a queue',
  'grid.unscoped.hint': 'Nothing is chosen, so there is nothing to watch.',
  'grid.loading': 'Loading chats…',

  'metrics.label': 'Chats in numbers',
  'metrics.open': 'Open chats',
  'metrics.assigned': 'Assigned',
  'metrics.inQueue': 'In queue',
  'metrics.averageQueueTime': 'Average queue time',

  'attention.count': (count: number, n: Formats) =>
    n.plural(count, { one: '# chat needs attention', other: '# chats need attention' }),
  'attention.detail': (assists: number, breaches: number, n: Formats) =>
    n.list([
      ...(assists > 0 ? [n.plural(assists, { one: '# asks for assistance', other: '# ask for assistance' })] : []),
      ...(breaches > 0 ? [n.plural(breaches, { one: '# is over its limit', other: '# are over their limit' })] : []),
    ]),
};
