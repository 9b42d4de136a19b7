import type { Formats } from '../formats.js';

/** Texts of whoever changes the columns of the grid. */
export const columnTexts = {
  'columns.up': (column: string) => `Move ${column} up`,
  'columns.down': (column: string) => `Move ${column} down`,
  'columns.noRoom': 'no room here',
  'columns.keys': 'In a header, Alt with ← or → sets the width, and Ctrl+Shift with ← or → moves the column.',
  'columns.reset': 'Reset columns',
  'columns.wasReset': 'The columns are as they were at first',
  'columns.moved': (column: string, place: number, n: Formats) => `${column} is column ${n.number(place)} now`,
  'columns.width': (column: string, pixels: number, n: Formats) => `${column}: ${n.number(pixels)} pixels wide`,
  'columns.width.reset': (column: string) => `${column} has its usual width`,
};
