import { inlineName as name } from '../../elements/shared/texts/inline-name.js';
import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts about selecting rows of the grid, copying them, and finding one by typing. */
export const pickingTexts = {
  'grid.selected': (count, n) => `${n.number(count)} ausgewählt`,
  'grid.selected.clear': 'Auswahl aufheben',
  'grid.copied': (count, n) => n.plural(count, { one: '# Chat kopiert', other: '# Chats kopiert' }),
  'grid.copy.failed': 'Der Browser hat das Kopieren der Chats nicht zugelassen.',
  'grid.find.none': (typed) => `Kein Chat beginnt mit „${name(typed)}“`,
} satisfies Partial<Messages>;
