import type { SortKey } from '../../monitor/view/sort-keys.js';
import { breachTime } from '../../monitor/sla.js';
import type { SlaPolicy } from '../../contract/index.js';
import { columns, type Column, type ColumnKey } from './columns.js';

/** How the grid is sorted; absent is by urgency. */
export interface GridSort {
  readonly column: ColumnKey;
  readonly descending: boolean;
}

/** A sort that was kept, if it is one. */
export function keptSort(value: unknown): GridSort | undefined {
  const { column, descending } = (value ?? {}) as Partial<GridSort>;
  const known = columns.find(({ key, sortKey }) => key === column && sortKey);
  return known && typeof descending === 'boolean' ? { column: known.key, descending } : undefined;
}

/** Open requests for assistance first, then what breaches first, then what is open longest. */
export function urgency(policy: SlaPolicy | undefined): readonly SortKey[] {
  return [
    { key: (chat) => (chat.assist ? 0 : 1) },
    { key: (chat) => breachTime(chat, policy) },
    { key: (chat) => chat.openedAt },
  ];
}

/** Equal chats of a column stand by urgency. */
export function sortKeys(sort: GridSort | undefined, policy: SlaPolicy | undefined): readonly SortKey[] {
  const key = columns.find((column) => column.key === sort?.column)?.sortKey;
  return sort && key ? [{ key, descending: sort.descending }, ...urgency(policy)] : urgency(policy);
}

/** How a column is sorted first: names from A, times from the longest. */
export function firstSort({ key, clock }: Column): GridSort {
  return { column: key, descending: clock !== undefined };
}

/** What a click on a header does: the column's own direction, then the other one, then back to urgency. */
export function nextSort(sort: GridSort | undefined, column: Column): GridSort | undefined {
  const first = firstSort(column);
  if (sort?.column !== column.key) return first;
  return sort.descending === first.descending ? { ...first, descending: !first.descending } : undefined;
}
