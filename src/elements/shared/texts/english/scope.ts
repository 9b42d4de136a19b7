import type { Formats } from '../formats.js';

/** Texts of `chat-scope`. */
export const scopeTexts = {
  'scope.label': 'Which chats to watch',
  'scope.companies': 'Company',
  'scope.queues': 'Support queue',
  'scope.companies.all': 'All companies',
  'scope.queues.all': 'All queues',
  'scope.none': 'None',
  'scope.some': (chosen: number, total: number, n: Formats) => `${n.number(chosen)} of ${n.number(total)}`,
  'scope.search': 'Search',
  'scope.noMatch': 'Nothing matches',
  'scope.noQueue': 'No queue',
};
