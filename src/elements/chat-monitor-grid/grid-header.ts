import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.js';
import { chevronDown, chevronUp, flag } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';
import type { ShownColumn } from './column-layout.js';
import type { Column } from './columns.js';
import { directionOf, firstSort, sortText, type GridSort } from './sort.js';

export interface GridHeader {
  readonly texts: Texts;
  readonly columns: readonly ShownColumn[];
  readonly sort: GridSort;
  /** `more`: beside what the grid is sorted by already. */
  readonly toggle: (column: Column, more: boolean) => void;
}

export interface SortSelect {
  readonly texts: Texts;
  readonly columns: readonly Column[];
  readonly sort: GridSort;
  readonly choose: (sort: GridSort) => void;
}

/** The first row of the grid. Its tab stop is kept by the grid's keyboard. */
export function gridHeader(header: GridHeader): TemplateResult {
  return html`<div class="head" role="rowgroup">
    <div class="row" role="row" aria-rowindex="1">${header.columns.map((column) => headerCell(column, header))}</div>
  </div>`;
}

/** ARIA wants `aria-sort` on one header at a time; those after the first say it in their name. */
function headerCell(column: ShownColumn, { texts, sort, toggle }: GridHeader): TemplateResult {
  const { key, sortKey, place } = column;
  const label = texts.t(`grid.column.${key}`);
  const at = sort.findIndex((each) => each.column === key);
  const direction = sort[at] && directionOf(sort[at]);
  const number = direction && sort.length > 1 ? at + 1 : undefined;
  const name = direction && at > 0 ? texts.t(`grid.sort.${direction}`, label) : label;
  return html`<div
    class="cell ${key}"
    role="columnheader"
    aria-colindex=${place}
    aria-sort=${at === 0 ? direction : nothing}
    data-column=${key}
    tabindex="-1"
  >
    ${
      sortKey
        ? html`<button
              class="sort ${direction ? 'sorted' : ''}"
              type="button"
              tabindex="-1"
              aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Control+Shift+ArrowLeft Control+Shift+ArrowRight"
              @click=${({ shiftKey }: MouseEvent) => toggle(column, shiftKey)}
            >
              <span class="cut" aria-hidden=${number ? 'true' : nothing}>${label}</span>
              ${direction ? icon(direction === 'descending' ? chevronDown : chevronUp) : nothing}
              ${
                number
                  ? html`<span class="place" aria-hidden="true">${number}</span
                      ><span class="visually-hidden">${name}, ${texts.t('grid.sort.place', number)}</span>`
                  : nothing
              }</button
            ><span class="edge"></span>`
        : html`${key === 'assist' ? icon(flag) : nothing}<span class="visually-hidden">${label}</span>`
    }
  </div>`;
}

/** The same choice, of one column, for widths that have no header. */
export function sortSelect({ texts, columns, sort, choose }: SortSelect): TemplateResult {
  const options: GridSort[] = [[]];
  for (const column of columns) if (column.sortKey) options.push([firstSort(column)]);
  const labels = options.map((option) => sortText(option, texts));
  const label = sortText(sort, texts);
  if (!labels.includes(label)) {
    options.push(sort);
    labels.push(label);
  }
  return html`<select
    class="field sort-select"
    aria-label=${texts.t('grid.sort')}
    @change=${({ target }: Event) => choose(options[(target as HTMLSelectElement).selectedIndex] ?? [])}
  >
    ${labels.map((each) => html`<option ?selected=${each === label}>${each}</option>`)}
  </select>`;
}
