import { html, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ReportEntry } from '../../monitor/types.js';
import type { Texts } from '../shared/texts/texts.js';
import { logColumns, logRow, type RowActions, type RowModel } from './log-row.js';
import { dayText } from './log-times.js';
import type { RequesterOf } from './report-filter.js';

export interface LogTable {
  /** None where something else is shown in their place. */
  readonly rows: readonly ReportEntry[];
  readonly texts: Texts;
  readonly requesterOf: RequesterOf;
  readonly isOpen: (id: string) => boolean;
  /** Id of the row that Tab leads to. */
  readonly current: string | undefined;
  /** Epoch ms, backend clock. */
  readonly now: number;
  readonly actions: RowActions;
}

/** The records, newest first, with a line where a day begins. A row is rendered again only where something that it shows changed. */
export function logTable({ rows, texts, requesterOf, isOpen, current, now, actions }: LogTable): TemplateResult {
  const today = new Date(now).toDateString();
  let date = today;
  return html`<div class="table" role="table" aria-label=${texts.t('log.label')} ?hidden=${rows.length === 0}>
    <div class="head" role="rowgroup">
      <div class="row" role="row">
        ${logColumns.map(
          (column) =>
            html`<div class="cell ${column} muted" role="columnheader">
              <span class="cut">${texts.t(`log.column.${column}`)}</span>
            </div>`,
        )}
      </div>
    </div>
    <div class="body" role="rowgroup" @keydown=${moveByKey}>
      ${repeat(
        rows,
        ({ event }) => event.id,
        (entry) => {
          const { id, startedAt } = entry.event;
          const above = date;
          date = new Date(startedAt).toDateString();
          const row: RowModel = {
            entry,
            requester: requesterOf(entry),
            open: isOpen(id),
            current: id === current,
            day: date === above ? undefined : dayText(startedAt, texts.locale),
          };
          return guard([texts, today, ...(Object.values(row) as readonly unknown[])], () =>
            logRow(row, texts, now, actions),
          );
        },
      )}
    </div>
  </div>`;
}

/** From row to row: by arrows, and to either end. */
function moveByKey(event: KeyboardEvent): void {
  const target = event.target as Element;
  if (!target.matches('.toggle') || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const toggles = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('.toggle')];
  const next = toggles[indexFor(event.key, toggles.indexOf(target as HTMLElement), toggles.length)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Which row a key leads to, -1 for none. */
function indexFor(key: string, index: number, count: number): number {
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, count - 1);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
