import { areaOf, columns, FedRows, readRow, ROW_HEIGHT, serve } from '../page/bench.js';
import type { Chat } from '../../../../src/contract/index.js';

/**
 * The least that a page can do: a sorted store, and a list by hand that writes the texts which changed of the rows in
 * sight. No header, no focus, no roles, no markup in cells.
 */

class Row {
  readonly element = document.createElement('div');
  readonly #texts: Text[] = [];
  #chat: Chat | undefined;
  #offset = -1;

  constructor() {
    this.element.className = 'row';
    for (const { width } of columns) {
      const cell = document.createElement('span');
      cell.className = 'cell';
      cell.style.width = `${String(width)}px`;
      const text = document.createTextNode('');
      cell.append(text);
      this.#texts.push(text);
      this.element.append(cell);
    }
  }

  show(chat: Chat, offset: number): void {
    if (chat !== this.#chat) {
      this.#chat = chat;
      columns.forEach((column, at) => {
        const node = this.#texts[at] as Text;
        const text = column.text(chat);
        if (node.data !== text) node.data = text;
      });
    }
    if (offset === this.#offset) return;
    this.#offset = offset;
    this.element.style.transform = `translateY(${String(offset)}px)`;
  }
}

const styles = new CSSStyleSheet();
styles.replaceSync(`
  .viewport { height: 100%; overflow: auto; contain: strict; }
  .content { position: relative; overflow: hidden; }
  .row { position: absolute; inset-inline: 0; height: 36px; display: flex; contain: strict; }
  .cell { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; line-height: 36px; flex: none; contain: strict; }
`);
document.adoptedStyleSheets.push(styles);

/** Rows beyond the edges. */
const OVERSCAN = 4;

const viewport = document.createElement('div');
viewport.className = 'viewport';
const content = document.createElement('div');
content.className = 'content';
viewport.append(content);
const rows: Row[] = [];
const fed = new FedRows(render);
let height = 0;

/** Each row stands for every so many places, so that scrolling fills only the ones that come into sight. */
function render(): void {
  const { store } = fed;
  if (store.length !== height) {
    height = store.length;
    content.style.height = `${String(height * ROW_HEIGHT)}px`;
  }
  const first = Math.max(0, Math.floor(viewport.scrollTop / ROW_HEIGHT) - OVERSCAN);
  const end = Math.min(store.length, first + rows.length);
  for (let index = first; index < end; index += 1) {
    rows[index % rows.length]?.show(store.at(index), index * ROW_HEIGHT);
  }
}

viewport.addEventListener('scroll', render, { passive: true });

serve({
  chrome: 0,
  show(place, chats) {
    fed.fill(chats);
    place.append(viewport);
    const count = Math.ceil(viewport.clientHeight / ROW_HEIGHT) + 1 + 2 * OVERSCAN;
    while (rows.length < count) rows.push(new Row());
    content.append(...rows.map(({ element }) => element));
    render();
  },
  apply: (batch) => fed.apply(batch),
  area: () => areaOf(viewport),
  rowAt: (y) => readRow(areaOf(viewport), y, '.cell'),
  scroller: () => viewport,
});
