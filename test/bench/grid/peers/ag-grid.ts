import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  themeQuartz,
  type ColDef,
  type GridApi,
} from 'ag-grid-community';
import type { Chat } from '../../../../src/contract/index.js';
import { areaOf, breachKey, columns, flagKey, readRow, ROW_HEIGHT, serve } from '../page/bench.js';

/**
 * As its pages on high-frequency updates and on sorting say: row ids, async transactions, and delta sorting. It sorts by
 * itself, with the default comparator on numbers.
 */

ModuleRegistry.registerModules([ClientSideRowModelModule, ClientSideRowModelApiModule]);

const sortKeys: Readonly<Record<string, (chat: Chat) => number>> = {
  flag: flagKey,
  breach: breachKey,
  opened: (chat) => chat.openedAt,
};
const sortOrder = ['flag', 'breach', 'opened', 'id'];

function sorted(key: string): ColDef<Chat> {
  return { sort: 'asc', sortIndex: sortOrder.indexOf(key) };
}

const columnDefs: ColDef<Chat>[] = columns.map(({ key, title, width, text }) => {
  const common: ColDef<Chat> = { colId: key, headerName: title, width, minWidth: width };
  const sortKey = sortKeys[key];
  if (sortKey === undefined) return { ...common, valueGetter: ({ data }) => data && text(data) };
  return {
    ...common,
    ...sorted(key),
    valueGetter: ({ data }) => data && sortKey(data),
    valueFormatter: ({ data }) => (data ? text(data) : ''),
  };
});
columnDefs.push({ field: 'id', hide: true, ...sorted('id') });

/** With its line, px. */
const HEADER = 37;

let api: GridApi<Chat> | undefined;
let place: HTMLElement | undefined;

function viewport(): HTMLElement {
  return place?.querySelector<HTMLElement>('.ag-grid-viewport') ?? document.body;
}

serve({
  chrome: HEADER,
  show(given, chats) {
    place = given;
    api = createGrid<Chat>(given, {
      theme: themeQuartz.withParams({
        headerHeight: 36,
        borderRadius: 0,
        wrapperBorder: false,
        wrapperBorderRadius: 0,
      }),
      rowHeight: ROW_HEIGHT,
      columnDefs,
      rowData: [...chats],
      getRowId: ({ data }) => data.id,
      deltaSort: true,
      animateRows: false,
    });
  },
  apply({ upserts, removes }) {
    api?.applyTransactionAsync({
      add: upserts.filter(({ version }) => version === 1),
      update: upserts.filter(({ version }) => version !== 1),
      remove: removes.map((id) => ({ id }) as Chat),
    });
  },
  area: () => areaOf(viewport(), HEADER),
  rowAt: (y) => readRow(areaOf(viewport(), HEADER), y, '.ag-cell'),
  scroller: viewport,
});
