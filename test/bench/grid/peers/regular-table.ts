import 'regular-table';
import material from 'regular-table/dist/css/material.css?inline';
import type { RegularTableElement } from 'regular-table';
import type { Chat } from '../../../../src/contract/index.js';
import { areaOf, columns, elementAt, FedRows, ROW_HEIGHT, serve, type SeenRow } from '../page/bench.js';

/** As its page says: a data listener for the part in sight, and `draw` after a change; its columns keep their widths. */

const styles = new CSSStyleSheet();
styles.replaceSync(`
  ${material.replace(/@import[^;]+;/g, '')}
  regular-table { height: 100%; padding: 0; }
  regular-table td, regular-table th { height: ${String(ROW_HEIGHT)}px; padding: 0 4px; box-sizing: border-box; }
`);
document.adoptedStyleSheets.push(styles);

const table: RegularTableElement = document.createElement('regular-table');
const fed = new FedRows(() => void table.draw({ preserve_width: true }));

async function part(x0: number, y0: number, x1: number, y1: number) {
  const { store } = fed;
  const shown = columns.slice(x0, x1);
  const chats: Chat[] = [];
  for (let index = y0; index < Math.min(y1, store.length); index += 1) chats.push(store.at(index));
  return {
    num_rows: store.length,
    num_columns: columns.length,
    column_headers: shown.map(({ title }) => [title]),
    data: shown.map(({ text }) => chats.map(text)),
  };
}

function area(): ReturnType<typeof areaOf> {
  return areaOf(table, table.querySelector<HTMLElement>('thead')?.offsetHeight);
}

const textIn = (row: Element, key: string): string =>
  row.children[columns.findIndex((column) => column.key === key)]?.textContent.trim() ?? '';

serve({
  chrome: 36,
  async show(place, chats) {
    fed.fill(chats);
    place.style.position = 'relative';
    place.append(table);
    // Its virtual mode `vertical` would do, but does not end in this version.
    table.setDataListener(part);
    await table.draw();
  },
  apply: (batch) => fed.apply(batch),
  area,
  rowAt(y): SeenRow | undefined {
    const row = elementAt(area().left + 100, y)?.closest('tbody tr');
    return row ? { requester: textIn(row, 'requester'), agent: textIn(row, 'agent') } : undefined;
  },
  scroller: () => table,
});
