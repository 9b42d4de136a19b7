import { defineCustomElements } from '@revolist/revogrid/loader';
import type { Chat } from '../../../../src/contract/index.js';
import { areaOf, columns, FedRows, readRow, ROW_HEIGHT, serve } from '../page/bench.js';

/**
 * As its page on real-time updates says of snapshots and of bursts: the whole source, at most once per frame. Rows move
 * with each change, so there are no known cells that could be set one by one.
 */

void defineCustomElements();

const grid = document.createElement('revo-grid');
grid.style.height = '100%';
grid.rowSize = ROW_HEIGHT;
grid.readonly = true;
grid.hideAttribution = true;
grid.columns = columns.map(({ key, title, width, text }) => ({
  prop: key,
  name: title,
  size: width,
  cellTemplate: (_: unknown, { model }: { readonly model: unknown }) => text(model as Chat),
}));

const fed = new FedRows(() => (grid.source = fed.store.rows()));

function scroller(): HTMLElement {
  return grid.querySelector<HTMLElement>('revogr-viewport-scroll .vertical-inner') ?? grid;
}

serve({
  chrome: 30,
  show(place, chats) {
    fed.fill(chats);
    grid.source = fed.store.rows();
    place.append(grid);
  },
  apply: (batch) => fed.apply(batch),
  area: () => areaOf(scroller()),
  rowAt: (y) => readRow(areaOf(scroller()), y, '.rgCell'),
  scroller,
});
