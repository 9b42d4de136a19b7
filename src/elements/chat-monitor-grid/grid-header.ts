import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.js';
import { chevronDown, chevronUp, flag } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';
import { columns, type Column } from './columns.js';
import { firstSort, type GridSort } from './sort.js';

export interface GridHeader {
  readonly texts: Texts;
  readonly sort: GridSort | undefined;
  readonly toggle: (column: Column) => void;
}

export interface SortSelect {
  readonly texts: Texts;
  readonly sort: GridSort | undefined;
  readonly choose: (sort: GridSort | undefined) => void;
}

/** The first row of the grid. Its tab stop is kept by the grid's keyboard. */
export function gridHeader(header: GridHeader): TemplateResult {
  return html`<div class="head" role="rowgroup">
    <div class="row" role="row" aria-rowindex="1">
      ${columns.map((column, index) => headerCell(column, index, header))}
    </div>
  </div>`;
}

function headerCell(column: Column, index: number, { texts, sort, toggle }: GridHeader): TemplateResult {
  const { key, sortKey } = column;
  const label = texts.t(`grid.column.${key}`);
  const direction = sort?.column === key ? directionOf(sort) : undefined;
  return html`<div
    class="cell ${key}"
    role="columnheader"
    aria-colindex=${index + 1}
    aria-sort=${direction ?? nothing}
    data-column=${key}
    tabindex="-1"
  >
    ${
      sortKey
        ? html`<button class="sort" type="button" tabindex="-1" @click=${() => toggle(column)}>
            <span class="cut">${label}</span>
            ${direction ? icon(direction === 'descending' ? chevronDown : chevronUp) : nothing}
          </button>`
        : html`${key === 'assist' ? icon(flag) : nothing}<span class="visually-hidden">${label}</span>`
    }
  </div>`;
}

/** The same choice for widths that have no header. */
export function sortSelect({ texts, sort, choose }: SortSelect): TemplateResult {
  const options = columns.filter(({ sortKey }) => sortKey).map(firstSort);
  let chosen = options.findIndex(({ column, descending }) => column === sort?.column && descending === sort.descending);
  if (sort && chosen < 0) chosen = options.push(sort) - 1;
  return html`<select
    class="field sort-select"
    aria-label=${texts.t('grid.sort')}
    @change=${({ target }: Event) => choose(options[(target as HTMLSelectElement).selectedIndex - 1])}
  >
    <option ?selected=${!sort}>${texts.t('grid.sort.urgency')}</option>
    ${options.map(
      (option, index) =>
        html`<option ?selected=${index === chosen}>
          ${texts.t(`grid.sort.${directionOf(option)}`, texts.t(`grid.column.${option.column}`))}
        </option>`,
    )}
  </select>`;
}

function directionOf({ descending }: GridSort): 'descending' | 'ascending' {
  return descending ? 'descending' : 'ascending';
}
