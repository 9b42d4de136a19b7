import { SlickDataView } from 'slickgrid';
import type { Chat } from '../../../../src/contract/index.js';
import { compareChats, MergedBatches, serve } from '../page/bench.js';
import { makeSlickGrid, slickGrid } from './slick.js';

/**
 * SlickGrid with its own DataView, as its page on performance says: changes in bulk, once per frame, and only the rows drawn again that
 * the view found to differ.
 */

const view = new SlickDataView<Chat>();

const merged = new MergedBatches(({ upserts, removes }) => {
  const added: Chat[] = [];
  const known: Chat[] = [];
  for (const chat of upserts) (view.getItemById(chat.id) === undefined ? added : known).push(chat);
  view.beginUpdate(true);
  view.addItems(added);
  view.updateItems(
    known.map(({ id }) => id),
    known,
  );
  view.deleteItems(removes.filter((id) => view.getItemById(id) !== undefined));
  view.reSort();
  view.endUpdate();
});

serve({
  ...slickGrid,
  show(place, chats) {
    const grid = makeSlickGrid(place, view);
    view.onRowsOrCountChanged.subscribe((_, { rowCountChanged, rowsChanged, rowsDiff }) => {
      if (rowCountChanged) grid.updateRowCount();
      if (rowsChanged) grid.invalidateRows(rowsDiff);
      grid.render();
    });
    view.beginUpdate();
    view.setItems([...chats]);
    view.sort(compareChats);
    view.endUpdate();
  },
  apply: (batch) => merged.apply(batch),
});
