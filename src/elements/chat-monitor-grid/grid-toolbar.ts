import { html, type nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.js';
import { columns3, search as searchIcon } from '../shared/icons.js';
import { followDirection } from '../shared/drop.js';
import type { Texts } from '../shared/texts/texts.js';
import { sortSelect } from './grid-header.js';
import type { Column } from './columns.js';
import type { GridSort } from './sort.js';

export interface GridToolbar {
  readonly texts: Texts;
  readonly search: string;
  /** How many chats there are; absent where nobody knows. */
  readonly count: string | undefined;
  /** What there is to say of selected rows. */
  readonly selection: TemplateResult | typeof nothing;
  /** That the connection is not live, and what could not be shown or saved. */
  readonly troubles: TemplateResult | typeof nothing;
  /** Offers to be notified of requests for assistance. */
  readonly notify: TemplateResult | typeof nothing;
  readonly columns: readonly Column[];
  readonly sort: GridSort;
  readonly onSearch: (search: string) => void;
  readonly onSort: (sort: GridSort) => void;
}

/** Search, what there is to know of the list as a whole, and the page's own controls. */
export function gridToolbar(toolbar: GridToolbar): TemplateResult {
  const { texts, search, count, selection, troubles, notify, columns, sort, onSearch, onSort } = toolbar;
  return html`<div class="toolbar" part="toolbar">
    <div class="search-box">
      ${icon(searchIcon)}
      <input
        class="search field"
        type="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${texts.t('grid.search')}
        placeholder=${texts.t('grid.search')}
        .value=${search}
        @input=${(event: Event) => onSearch((event.target as HTMLInputElement).value)}
      />
    </div>
    <div class="facts">
      <bdi class="muted">${count}</bdi>
      ${selection} ${troubles}
    </div>
    ${sortSelect({ texts, columns, sort, choose: onSort })}
    <div class="tools">${notify} ${columnsButton(texts.t('grid.columns'))}</div>
    <slot name="toolbar"></slot>
  </div>`;
}

/** What it opens is filled by a part of its own. */
function columnsButton(label: string): TemplateResult {
  return html`<button class="button quiet" type="button" popovertarget="columns" aria-label=${label}>
      ${icon(columns3)}<span>${label}</span>
    </button>
    <div
      class="column-list drop popover"
      id="columns"
      popover
      role="dialog"
      aria-label=${label}
      @beforetoggle=${followDirection}
    ></div>`;
}
