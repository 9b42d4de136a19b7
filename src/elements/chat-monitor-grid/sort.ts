import type { Chat, SlaPolicy } from '../../contract/index.js';
import { breachTime } from '../../monitor/sla.js';
import type { SortKey } from '../../monitor/view/sort-keys.js';
import type { Texts } from '../shared/texts/texts.js';
import { columns, type Column, type ColumnKey } from './columns.js';

/** A column that chats are sorted by. */
export interface SortCriterion {
  readonly column: ColumnKey;
  readonly descending: boolean;
}

/** How the grid is sorted, the first column first; by none is by urgency. */
export type GridSort = readonly SortCriterion[];

/** Gives a chat its place: numbers come before texts, each ascending. */
export type ChatSortKey = (chat: Chat) => number | string;

function sortKeyOf(column: unknown): ChatSortKey | undefined {
  return columns.find(({ key }) => key === column)?.sortKey;
}

/** What is a sort in a value that was kept: a list of columns, or one alone as earlier versions kept it. */
export function keptSort(value: unknown): GridSort {
  const sort: SortCriterion[] = [];
  for (const each of [value].flat()) {
    const { column, descending } = (each ?? {}) as Partial<SortCriterion>;
    const known = column && sortKeyOf(column) && sort.every((other) => other.column !== column);
    if (known && typeof descending === 'boolean') sort.push({ column, descending });
  }
  return sort;
}

/** Open requests for assistance first, then what breaches first, then what is open longest. */
function urgency(policy: SlaPolicy | undefined): readonly SortKey[] {
  return [
    { key: (chat) => (chat.assist ? 0 : 1) },
    { key: (chat) => breachTime(chat, policy) },
    { key: (chat) => chat.openedAt },
  ];
}

/** Equal chats of the columns stand by the host's key, where it has one, and by urgency. */
export function sortKeys(
  sort: GridSort,
  own: ChatSortKey | undefined,
  policy: SlaPolicy | undefined,
): readonly SortKey[] {
  const keys: SortKey[] = [];
  for (const { column, descending } of sort) {
    const key = sortKeyOf(column);
    if (key) keys.push({ key, descending });
  }
  if (own) keys.push({ key: own });
  return [...keys, ...urgency(policy)];
}

/** How a column is sorted first: names from A, times from the longest. */
export function firstSort({ key, clock }: Column): SortCriterion {
  return { column: key, descending: clock !== undefined };
}

/**
 * What a press of a header does: the column's own direction, then the other one, then without it. The column is the only
 * one then, or with `more` it is beside the others.
 */
export function nextSort(sort: GridSort, column: Column, more: boolean): GridSort {
  const first = firstSort(column);
  const at = sort.findIndex(({ column: sorted }) => sorted === column.key);
  const before = more || sort.length === 1 ? sort[at] : undefined;
  const turned = before?.descending === first.descending;
  const next = !before ? [first] : turned ? [{ ...first, descending: !first.descending }] : [];
  if (!more) return next;
  return at < 0 ? [...sort, ...next] : [...sort.slice(0, at), ...next, ...sort.slice(at + 1)];
}

export function directionOf({ descending }: SortCriterion): 'descending' | 'ascending' {
  return descending ? 'descending' : 'ascending';
}

export function sortText(sort: GridSort, texts: Texts): string {
  if (sort.length === 0) return texts.t('grid.sort.urgency');
  return sort
    .map((each) => texts.t(`grid.sort.${directionOf(each)}`, texts.t(`grid.column.${each.column}`)))
    .join('; ');
}
