import { SlickGrid, type Column, type CustomDataView, type GridOption } from 'slickgrid';
import theme from 'slickgrid/dist/styles/css/slick-alpine-theme.css?inline';
import type { Chat } from '../../../../src/contract/index.js';
import { areaOf, columns, readRow, ROW_HEIGHT, type Contender } from '../page/bench.js';

/** What is the same for SlickGrid, whatever gives it its rows. */

const options: GridOption = {
  rowHeight: ROW_HEIGHT,
  headerRowHeight: ROW_HEIGHT,
  enableColumnReorder: false,
  // The default formatter shows it as text, never as markup.
  dataItemColumnValueExtractor: (chat: Chat, column: Column) => texts.get(String(column.id))?.(chat) ?? '',
};
const texts = new Map(columns.map(({ key, text }) => [key, text]));

let place: HTMLElement | undefined;

export function makeSlickGrid(given: HTMLElement, rows: CustomDataView<Chat>): SlickGrid {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(theme);
  document.adoptedStyleSheets.push(sheet);
  place = given;
  return new SlickGrid(
    given,
    rows,
    columns.map(({ key, title, width }): Column => ({ id: key, field: 'id', name: title, width, minWidth: width })),
    options,
  );
}

function viewport(): HTMLElement {
  return place?.querySelector<HTMLElement>('.slick-viewport-top.slick-viewport-left') ?? document.body;
}

export const slickGrid = {
  chrome: 32,
  area: () => areaOf(viewport()),
  rowAt: (y: number) => readRow(areaOf(viewport()), y, '.slick-cell'),
  scroller: viewport,
} satisfies Partial<Contender>;
