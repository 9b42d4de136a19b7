import { SlickDataView } from 'slickgrid';
import type { Chat } from '../../../../src/contract/index.js';
import { compareChats, serve } from '../page/bench.js';
import { makeSlickGrid, slickGrid } from './slick.js';

/**
 * SlickGrid with its own DataView, as its page on performance says: changes in bulk, and only the rows drawn again that
 * the view found to differ.
 */

const view = new SlickDataView<Chat>();

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
  apply({ upserts, removes }) {
    const known = upserts.filter(({ version }) => version !== 1);
    view.beginUpdate(true);
    view.addItems(upserts.filter(({ version }) => version === 1));
    view.updateItems(
      known.map(({ id }) => id),
      known,
    );
    view.deleteItems([...removes]);
    view.reSort();
    view.endUpdate();
  },
});
