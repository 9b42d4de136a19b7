import { FlexRender, TableController, tableFeatures, type ColumnDef } from '@tanstack/lit-table';
import { VirtualizerController } from '@tanstack/lit-virtual';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { createRef, ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import { styleMap } from 'lit/directives/style-map.js';
import type { Chat } from '../../../../src/contract/index.js';
import { areaOf, columns, FedRows, readRow, ROW_HEIGHT, serve } from '../page/bench.js';

/**
 * As its example of virtualized rows does it: the table makes the row model of new data, the virtualizer says which rows
 * are rendered. The rows come sorted, so no feature of the table is registered.
 */

const features = tableFeatures({});
const columnDefs: ColumnDef<typeof features, Chat>[] = columns.map(({ key, title, text }) => ({
  id: key,
  header: title,
  accessorFn: text,
  cell: (info) => info.getValue(),
}));
const widths = columns.map(({ width }) => styleMap({ width: `${String(width)}px` }));

class BenchTanstack extends LitElement {
  static override styles = css`
    .scroller {
      position: relative;
      height: 100%;
      overflow: auto;
    }
    .head,
    .row {
      display: flex;
      width: 100%;
      height: 36px;
    }
    .head {
      position: sticky;
      top: 0;
      z-index: 1;
      background: white;
    }
    .body {
      position: relative;
    }
    .row {
      position: absolute;
    }
    .cell {
      flex: none;
      overflow: hidden;
      line-height: 36px;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  `;

  data: Chat[] = [];
  readonly scroller = createRef<HTMLElement>();
  readonly #table = new TableController<typeof features, Chat>(this);
  readonly #virtualizer = new VirtualizerController<HTMLElement, HTMLElement>(this, {
    count: 0,
    getScrollElement: () => this.scroller.value ?? null,
    estimateSize: () => ROW_HEIGHT,
    overscan: 5,
  });

  override render(): TemplateResult {
    const table = this.#table.table({ features, columns: columnDefs, data: this.data, getRowId: ({ id }) => id });
    const { rows } = table.getRowModel();
    const virtualizer = this.#virtualizer.getVirtualizer();
    virtualizer.setOptions({ ...virtualizer.options, count: rows.length });
    return html`<div class="scroller" ${ref(this.scroller)}>
      ${table
        .getHeaderGroups()
        .map(
          (group) =>
            html`<div class="head">
              ${group.headers.map((header, at) => html`<div class="cell" style=${widths[at]}>${FlexRender({ header })}</div>`)}
            </div>`,
        )}
      <div class="body" style=${styleMap({ height: `${String(virtualizer.getTotalSize())}px` })}>
        ${repeat(
          virtualizer.getVirtualItems(),
          ({ key }) => key,
          ({ index, start }) =>
            html`<div class="row" style=${styleMap({ transform: `translateY(${String(start)}px)` })}>
              ${rows[index]
                ?.getAllCells()
                .map((cell, at) => html`<div class="cell" style=${widths[at]}>${FlexRender({ cell })}</div>`)}
            </div>`,
        )}
      </div>
    </div>`;
  }
}
customElements.define('bench-tanstack', BenchTanstack);

const element = new BenchTanstack();
element.style.display = 'block';
element.style.height = '100%';

const fed = new FedRows(show);

function show(): void {
  element.data = fed.store.rows();
  element.requestUpdate();
}

function scroller(): HTMLElement {
  return element.scroller.value ?? element;
}

serve({
  chrome: ROW_HEIGHT,
  show(place, chats) {
    fed.fill(chats);
    show();
    place.append(element);
  },
  apply: (batch) => fed.apply(batch),
  area: () => areaOf(scroller(), ROW_HEIGHT),
  rowAt: (y) => readRow(areaOf(scroller(), ROW_HEIGHT), y, '.cell'),
  scroller,
});
