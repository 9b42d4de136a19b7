/**
 * What a spreadsheet takes for a formula, also behind white space, controls and quotes, and with the signs of full width.
 * A tab or carriage return at the beginning has the next cell's text evaluated.
 * Source: OWASP, "CSV Injection"
 */
const formula = /^[\s\p{C}"'`‘’“”]*[=+\-@＝＋－＠\t\r]/u;

/** A text for the cell of a spreadsheet: what would be taken for a formula gets an apostrophe before it. */
export function spreadsheetText(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}
