/**
 * What a spreadsheet takes for a formula, also behind white space, controls and quotes, and with the signs of full width.
 * A tab or carriage return at the beginning has the next cell's text evaluated.
 * Source: OWASP, "CSV Injection"
 */
const formula = /^[\s\p{C}"'`‘’“”]*[=+\-@＝＋－＠\t\r]/u;

/**
 * Rows of texts as a CSV file (RFC 4180): commas, CRLF, quotes where they are needed, and a byte order mark, without
 * which spreadsheets do not read UTF-8. A cell that would be taken for a formula gets an apostrophe before it.
 */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\ufeff${rows.map((cells) => `${cells.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  // A semicolon or a tab separates cells where the spreadsheet's language says so.
  return /[",;\t\r\n]|^\s|\s$/u.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
