import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

const chats = (count: number, n: Formats): string => n.plural(count, { one: '# chat', other: '# chats' });

/** Texts about selecting rows of the grid, copying them, and finding one by typing. */
export const pickingTexts = {
  'grid.selected': (count: number, n: Formats) => `${n.number(count)} selected`,
  'grid.selected.clear': 'Clear the selection',
  'grid.copied': (count: number, n: Formats) => `${chats(count, n)} copied`,
  'grid.copy.failed': 'The browser did not let the chats be copied.',
  'grid.find.none': (typed: string) => `No chat begins with “${name(typed)}”`,
};
