/** Reads a file of RFC 4180 as a spreadsheet does: rows of cells. */
export function readCsv(file: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let rest = file.replace(/^\ufeff/, '');
  while (rest !== '') {
    const cell = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (!cell) throw new Error(`No cell of a CSV file: ${rest.slice(0, 80)}`);
    const [all, quoted, plain, end] = cell;
    cells.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    rest = rest.slice(all.length);
    if (end === ',') continue;
    rows.push(cells);
    cells = [];
  }
  return rows;
}
