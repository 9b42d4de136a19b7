import type { Messages } from '../../elements/shared/texts/texts.js';

/** Texts of whoever changes the columns of the grid. */
export const columnTexts = {
  'columns.up': (column) => `${column} nach oben`,
  'columns.down': (column) => `${column} nach unten`,
  'columns.noRoom': 'hier kein Platz',
  'columns.keys':
    'In einer Spaltenüberschrift ändert Alt mit ← oder → die Breite, Strg+Umschalt mit ← oder → verschiebt die Spalte.',
  'columns.reset': 'Spalten zurücksetzen',
  'columns.wasReset': 'Die Spalten sind wieder wie am Anfang',
  'columns.moved': (column, place, n) => `${column} ist jetzt Spalte ${n.number(place)}`,
  'columns.width': (column, pixels, n) => `${column}: ${n.number(pixels)} Pixel breit`,
  'columns.width.reset': (column) => `${column} hat wieder die übliche Breite`,
} satisfies Partial<Messages>;
