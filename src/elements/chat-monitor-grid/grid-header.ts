import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.js';
import { chevronDown, chevronUp, flag } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';
import { columns, type Column, type ColumnKey } from './columns.js';
import type { GridSort } from './sort.js';

export interface GridHeader {
  readonly texts: Texts;
  readonly sort: GridSort | undefined;
  readonly toggle: (column: ColumnKey) => void;
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
  const { key } = column;
  const label = texts.t(column.header);
  const direction = sort?.column === key ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return html`<div
    class="cell ${key}"
    role="columnheader"
    aria-colindex=${index + 1}
    aria-sort=${direction ?? nothing}
    data-column=${key}
    tabindex="-1"
  >
    ${
      column.sortKey
        ? html`<button class="sort" type="button" tabindex="-1" @click=${() => toggle(key)}>
            <span class="cut">${label}</span>
            ${direction ? icon(direction === 'descending' ? chevronDown : chevronUp) : nothing}
          </button>`
        : html`${key === 'assist' ? icon(flag) : nothing}<span class="visually-hidden">${label}</span>`
    }
  </div>`;
}

/** The same choice for widths that have no header. */
export function sortSelect({
  texts,
  sort,
  choose,
}: {
  readonly texts: Texts;
  readonly sort: GridSort | undefined;
  readonly choose: (sort: GridSort | undefined) => void;
}): TemplateResult {
  const options: GridSort[] = [];
  for (const { key, sortKey, longestFirst } of columns) {
    if (sortKey) options.push({ column: key, descending: longestFirst === true });
  }
  if (sort && !options.some((option) => isSame(option, sort))) options.push(sort);
  const onChange = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    choose(options[Number(value)]);
  };
  return html`<select class="field sort-select" aria-label=${texts.t('grid.sort')} @change=${onChange}>
    <option value="-1" ?selected=${!sort}>${texts.t('grid.sort.urgency')}</option>
    ${options.map(
      (option, index) =>
        html`<option value=${index} ?selected=${sort !== undefined && isSame(option, sort)}>
          ${optionText(option, texts)}
        </option>`,
    )}
  </select>`;
}

function optionText({ column, descending }: GridSort, texts: Texts): string {
  const header = columns.find(({ key }) => key === column)?.header ?? 'grid.column.requester';
  return texts.t(descending ? 'grid.sort.descending' : 'grid.sort.ascending', texts.t(header));
}

function isSame(a: GridSort, b: GridSort): boolean {
  return a.column === b.column && a.descending === b.descending;
}
