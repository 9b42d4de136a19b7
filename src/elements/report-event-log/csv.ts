import { spreadsheetText } from '../shared/spreadsheet.js';

/**
 * Rows of texts as a CSV file (RFC 4180): commas, CRLF, quotes where they are needed, and a byte order mark, without
 * which spreadsheets do not read UTF-8. A cell that would be taken for a formula gets an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(text: string): string {
  const safe = spreadsheetText(text);
  // A semicolon or a tab separates cells where the spreadsheet's language says so.
  return /[",;\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
