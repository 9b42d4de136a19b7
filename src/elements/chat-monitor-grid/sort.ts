import type { SortKey } from '../../monitor/chat-view.js';
import { breachTime } from '../../monitor/sla.js';
import type { SlaPolicy } from '../../contract/index.js';
import { columns, type ColumnKey } from './columns.js';

/** How the grid is sorted; absent is by urgency. */
export interface GridSort {
  readonly column: ColumnKey;
  readonly descending: boolean;
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
  if (!sort || !key) return urgency(policy);
  return [{ key, descending: sort.descending }, ...urgency(policy)];
}

/** What a click on a header does: the column's own direction, then the other one, then back to urgency. */
export function nextSort(sort: GridSort | undefined, key: ColumnKey): GridSort | undefined {
  const first = columns.find((column) => column.key === key)?.longestFirst === true;
  if (sort?.column !== key) return { column: key, descending: first };
  return sort.descending === first ? { column: key, descending: !first } : undefined;
}
