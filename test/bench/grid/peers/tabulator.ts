import { TabulatorFull, type ColumnDefinition, type RowComponent, type Sorter } from 'tabulator-tables';
import styles from 'tabulator-tables/dist/css/tabulator.min.css?inline';
import type { Chat } from '../../../../src/contract/index.js';
import { areaOf, breachKey, columns, flagKey, MergedBatches, readRow, ROW_HEIGHT, serve } from '../page/bench.js';

/**
 * As its pages on updating and on performance say: rows are updated through their components, all changes of a frame
 * between `blockRedraw` and `restoreRedraw`, and sorted again at the end. It writes into its rows, so they are its own.
 */

type Row = Record<string, string | number>;

function rowOf(chat: Chat): Row {
  const row: Row = { id: chat.id, flagKey: flagKey(chat), breachKey: breachKey(chat), openedKey: chat.openedAt };
  for (const { key, text } of columns) row[key] = text(chat);
  return row;
}

/** The last one counts most. */
const sorters: readonly Sorter[] = ['id', 'openedKey', 'breachKey', 'flagKey'].map((column) => ({
  column,
  dir: 'asc',
}));
const sort = (): Sorter[] => sorters.map((sorter) => ({ ...sorter }));

const definitions: ColumnDefinition[] = [
  ...columns.map(({ key, title, width }): ColumnDefinition => ({ field: key, title, width, minWidth: width })),
  ...['flagKey', 'breachKey', 'openedKey'].map((field): ColumnDefinition => ({
    field,
    title: field,
    visible: false,
    sorter: 'number',
  })),
  { field: 'id', title: 'id', visible: false, sorter: 'string' },
];

let table: TabulatorFull | undefined;
let place: HTMLElement | undefined;
const rows = new Map<string, RowComponent>();

function keep(made: readonly RowComponent[]): void {
  for (const row of made) rows.set(String(row.getIndex()), row);
}

function viewport(): HTMLElement {
  return place?.querySelector<HTMLElement>('.tabulator-tableholder') ?? document.body;
}

const merged = new MergedBatches(({ upserts, removes }) => {
  if (table === undefined) return;
  table.blockRedraw();
  for (const id of removes) {
    void rows.get(id)?.delete();
    rows.delete(id);
  }
  const added: Row[] = [];
  for (const chat of upserts) {
    const row = rows.get(chat.id);
    if (row === undefined) added.push(rowOf(chat));
    else void row.update(rowOf(chat));
  }
  if (added.length > 0) void table.addData(added).then(keep);
  table.setSort(sort());
  table.restoreRedraw();
});

serve({
  chrome: 29,
  async show(given, chats) {
    place = given;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    document.adoptedStyleSheets.push(sheet);
    const made = new TabulatorFull(given, {
      index: 'id',
      height: given.style.height,
      rowHeight: ROW_HEIGHT,
      columns: definitions,
      data: chats.map(rowOf),
      initialSort: sort(),
    });
    await new Promise<void>((resolve) => made.on('tableBuilt', resolve));
    keep(made.getRows());
    table = made;
  },
  apply: (batch) => merged.apply(batch),
  area: () => areaOf(viewport()),
  rowAt: (y) => readRow(areaOf(viewport()), y, '.tabulator-cell'),
  scroller: viewport,
});
