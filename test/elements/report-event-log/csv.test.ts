import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { toCsv } from '../../../src/elements/report-event-log/csv.js';
import { readCsv } from './read-csv.js';

/** What a spreadsheet passes over before it decides that a cell is a formula. */
const lead = ['', ' ', '\u00a0', '\u3000', '\n', '"', "'", '“', '\u0000', '\u200b', ' "\n '];
const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/** The text as it was before `toCsv` made it safe: an apostrophe before what would be taken for a formula goes. */
function asWritten(cell: string): string {
  const rest = cell.slice(1);
  return cell.startsWith("'") && isFormula(rest) ? rest : cell;
}

/** Written otherwise than in the code: character by character. */
function isFormula(text: string): boolean {
  for (const character of text) {
    if (signs.includes(character)) return true;
    if (!/[\s\p{C}"'`‘’“”]/u.test(character)) return false;
  }
  return false;
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.constantFrom(...lead), fc.constantFrom(...signs), fc.string()).map((parts) => parts.join('')),
  fc.string({ unit: fc.constantFrom('"', "'", ',', ';', '\r', '\n', '\t', '=', ' ', 'a') }),
);

describe('CSV', () => {
  it('is read as what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.array(texts, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (rows) => {
        const read = readCsv(toCsv(rows));
        expect(read.map((cells) => cells.map(asWritten))).to.deep.equal(rows);
      }),
      { numRuns: 2000 },
    );
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [[cell]] = readCsv(toCsv([[text]])) as [[string]];
        if (isFormula(text)) expect(cell).to.equal(`'${text}`);
        else expect(cell).to.equal(text);
        expect(cell).not.to.match(/^[=+\-@＝＋－＠\t\r]/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('makes formulas harmless that hide behind quotes, white space or full width', () => {
    for (const before of lead) {
      for (const sign of signs) {
        const [[cell]] = readCsv(toCsv([[`${before}${sign}cmd|' /C calc'!A0`]])) as [[string]];
        expect(cell, JSON.stringify(before + sign)).to.equal(`'${before}${sign}cmd|' /C calc'!A0`);
      }
    }
  });

  it('is a file of RFC 4180 with a byte order mark', () => {
    expect(toCsv([['a', 'b,c', 'd"e', 'f\r\ng', '']])).to.equal('\ufeffa,"b,c","d""e","f\r\ng",\r\n');
    expect(toCsv([])).to.equal('\ufeff');
  });

  it('quotes what other languages of the spreadsheet take for the end of a cell', () => {
    expect(toCsv([['a;=1', 'b\tc', ' d ']])).to.equal('\ufeff"a;=1","b\tc"," d "\r\n');
  });
});
