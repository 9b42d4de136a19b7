import { html, nothing, type TemplateResult } from 'lit';
import { columns } from './columns.js';
import { gridHeader, type GridHeader } from './grid-header.js';

export interface GridTable extends GridHeader {
  /** How many chats there are, in sight or not. */
  readonly length: number;
  /** Rows can be selected. */
  readonly selectable: boolean;
  readonly loading: boolean;
  readonly ready: boolean;
}

/** The grid itself. Its rows are put into `content`, with no template. */
export function gridTable(table: GridTable): TemplateResult {
  const { texts, columns: shown, length, selectable, loading, ready } = table;
  const has = (key: string): boolean => shown.some((column) => column.key === key);
  // With any other column hidden there is room for the company's.
  const full = columns.every(({ key, sortKey }) => !sortKey || has(key));
  return html`<div
    class="grid ${full ? 'full' : ''} ${has('assist') ? '' : 'flagless'}"
    role="grid"
    aria-label=${texts.t('grid.label')}
    aria-rowcount=${length + 1}
    aria-colcount=${columns.length}
    aria-multiselectable=${selectable || nothing}
    aria-busy=${loading}
  >
    ${gridHeader(table)}
    <div class="stage">
      <div class="viewport" role="rowgroup" ?hidden=${!ready}>
        <div class="content" role="presentation"></div>
      </div>
      <div class="probe row"></div>
    </div>
  </div>`;
}
