import type { Formats } from '../formats.js';

/** Texts of the grid that its first rows do not need. */
export const worksTexts = {
  'grid.columns.failed': 'The columns cannot be changed now. Reload the page to change them.',
  'grid.search.clear': 'Clear the search',
  'grid.menu.loading': 'The actions are still being loaded…',
  'grid.menu.failed': 'The actions could not be loaded. Reload the page to act on chats.',
  'grid.picking.failed': 'Selecting and finding chats by keys could not be loaded. Reload the page to have them.',
  'grid.waiting': (count: number, n: Formats) => n.plural(count, { one: '# change waits', other: '# changes wait' }),
  'grid.show': 'Show',
  'grid.empty': 'No open chats',
  'grid.empty.hint': 'New chats appear here by themselves.',
  'grid.filtered': (search: string) => `No chats match “${search}”`,
  'grid.forbidden': 'You do not have permission to watch chats',
  'grid.forbidden.hint': 'This needs the supervisor role. Ask your administrator.',
  'grid.failed': 'Chats cannot be shown',
  'grid.gone': 'Has left the list',
  'grid.pending': 'In progress',
};
