import type { SlickGrid } from 'slickgrid';
import type { Chat } from '../../../../src/contract/index.js';
import { FedRows, serve } from '../page/bench.js';
import { makeSlickGrid, slickGrid } from './slick.js';

/** SlickGrid on a provider of its own kind, with only the rows drawn again that show another record than before. */

let grid: SlickGrid | undefined;
let count = 0;
/** What the rendered rows show. */
let shown = new Map<number, Chat>();

const fed = new FedRows(() => {
  if (grid === undefined) return;
  const { store } = fed;
  if (store.length !== count) {
    count = store.length;
    grid.updateRowCount();
  }
  const changed: number[] = [];
  shown.forEach((chat, row) => {
    if (row >= count || store.at(row) !== chat) changed.push(row);
  });
  if (changed.length === 0) return;
  grid.invalidateRows(changed);
  grid.render();
});

serve({
  ...slickGrid,
  show(place, chats) {
    fed.fill(chats);
    count = fed.store.length;
    grid = makeSlickGrid(place, { getLength: () => fed.store.length, getItem, getItemMetadata: () => null });
    grid.onRendered.subscribe(() => {
      const rendered = Object.keys(grid?.getRowCache() ?? {});
      shown = new Map(rendered.map((row) => [Number(row), shown.get(Number(row)) as Chat]));
    });
  },
  apply: (batch) => fed.apply(batch),
});

function getItem(row: number): Chat {
  const chat = fed.store.at(row);
  shown.set(row, chat);
  return chat;
}
