import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import { connectionLine } from '../shared/connection-line.js';
import { icon } from '../shared/icon.js';
import { columns3, search as searchIcon } from '../shared/icons.js';
import { followDirection } from '../shared/drop.js';
import type { Texts } from '../shared/texts/texts.js';
import { faultsNote } from './faults-note.js';
import { sortSelect } from './grid-header.js';
import { notifyButton } from './notify-button.js';
import type { Column } from './columns.js';
import type { GridSort } from './sort.js';

export interface GridToolbar {
  readonly monitor: ChatMonitor | undefined;
  readonly texts: Texts;
  readonly search: string;
  /** How many chats there are; absent where nobody knows. */
  readonly count: string | undefined;
  readonly columns: readonly Column[];
  readonly sort: GridSort;
  readonly onSearch: (search: string) => void;
  readonly onSort: (sort: GridSort) => void;
  /** The user was asked for leave to be notified. */
  readonly onAsked: () => void;
}

/** Search, what there is to know of the list as a whole, and the page's own controls. */
export function gridToolbar(toolbar: GridToolbar): TemplateResult {
  const { monitor, texts, search, count, columns, sort, onSearch, onSort, onAsked } = toolbar;
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
      ${monitor && count !== undefined ? connectionLine(monitor, texts) : nothing}
      ${monitor ? faultsNote(monitor.faults.value, texts) : nothing}
    </div>
    ${sortSelect({ texts, columns, sort, choose: onSort })}
    <div class="tools">
      ${monitor ? notifyButton(monitor, texts, onAsked) : nothing} ${columnsButton(texts.t('grid.columns'))}
    </div>
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
