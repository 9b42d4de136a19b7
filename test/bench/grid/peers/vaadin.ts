import '@vaadin/grid';
import type { Grid } from '@vaadin/grid';
import type { Chat } from '../../../../src/contract/index.js';
import { areaOf, columns, FedRows, readRow, ROW_HEIGHT, serve } from '../page/bench.js';

/** As its page on data providers says: a function that gives pages of rows, whose cache is cleared after a change. */

const styles = new CSSStyleSheet();
styles.replaceSync(`
  vaadin-grid { height: 100%; --vaadin-grid-cell-padding: 0 4px; }
  vaadin-grid::part(cell) { min-height: ${String(ROW_HEIGHT)}px; box-sizing: border-box; }
`);
document.adoptedStyleSheets.push(styles);

const grid: Grid<Chat> = document.createElement('vaadin-grid');
for (const { title, width, text } of columns) {
  const column = document.createElement('vaadin-grid-column');
  column.header = title;
  column.width = `${String(width)}px`;
  column.flexGrow = 0;
  column.renderer = (root, _, { item }) => {
    const shown = text(item as Chat);
    if (root.textContent !== shown) root.textContent = shown;
  };
  grid.append(column);
}

const fed = new FedRows(() => grid.clearCache());

function scroller(): HTMLElement {
  return grid.shadowRoot?.querySelector<HTMLElement>('#table') ?? grid;
}

function area(): ReturnType<typeof areaOf> {
  return areaOf(scroller(), grid.shadowRoot?.querySelector<HTMLElement>('#header')?.offsetHeight);
}

/** A cell is larger than the content in its slot. */
function contentOf(element: Element): Element | null | undefined {
  const content = element.closest('vaadin-grid-cell-content');
  return content ?? element.closest('td')?.querySelector('slot')?.assignedElements()[0];
}

serve({
  chrome: 38,
  show(place, chats) {
    fed.fill(chats);
    grid.dataProvider = ({ page, pageSize }, callback) => {
      const { store } = fed;
      const items: Chat[] = [];
      const end = Math.min(store.length, (page + 1) * pageSize);
      for (let index = page * pageSize; index < end; index += 1) items.push(store.at(index));
      callback(items, store.length);
    };
    place.append(grid);
  },
  apply: (batch) => fed.apply(batch),
  area,
  rowAt: (y) => readRow(area(), y, contentOf),
  scroller,
});
