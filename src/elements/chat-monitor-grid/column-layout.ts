import { columns, type Column, type ColumnKey } from './columns.js';

/** px by column; one that is missing has its share of what the others leave. */
export type ColumnWidths = Readonly<Partial<Record<ColumnKey, number>>>;

/** How a viewer has the columns. This is also what is kept. */
export interface ColumnLayout {
  /** All of them: a hidden one keeps its place. */
  readonly order: readonly ColumnKey[];
  readonly hidden: readonly ColumnKey[];
  readonly widths: ColumnWidths;
}

export interface ShownColumn extends Column {
  /** Its place among all columns, hidden ones too, from 1. */
  readonly place: number;
}

/** No column that has its share, or a width of the viewer, gets narrower, px. */
export const minWidth = 56;

const keys = columns.map(({ key }) => key);
const movable = columns.filter(({ sortKey }) => sortKey).map(({ key }) => key);

/** Whoever the chat is with, and what can be done, is always there. */
export function isAlwaysShown(key: ColumnKey): boolean {
  return key === 'requester' || key === 'actions';
}

/** The columns that a page names, separated by spaces; all where it names none. `unknown`: told of each other name. */
export function namedColumns(names: string | undefined, unknown: (name: string) => void): readonly ColumnKey[] {
  const named: ColumnKey[] = [];
  for (const name of String(names ?? '').split(/[\s,]+/)) {
    const key = keys.find((each) => each === name);
    if (key) named.push(key);
    else if (name) unknown(name);
  }
  return named.length > 0 ? named : keys;
}

/**
 * What was kept, as far as it makes sense: names that are not known any more are left out, and columns that are new
 * stand where, and if, they do by default. `standard`: the columns that show where nothing was kept.
 */
export function columnLayout(kept: unknown, standard: readonly ColumnKey[]): ColumnLayout {
  const { order, hidden, widths } = (kept ?? {}) as Partial<Record<keyof ColumnLayout, unknown>>;
  const known = listOf(order);
  const left = listOf(hidden);
  const all = ordered(known, ordered(standard, movable));
  const px: Partial<Record<ColumnKey, number>> = {};
  for (const key of movable) {
    const width = (widths as ColumnWidths | undefined)?.[key] ?? 0;
    if (Number.isFinite(width) && width >= minWidth) px[key] = width;
  }
  return {
    order: ['assist', ...all, 'actions'],
    hidden: keys.filter(
      (key) => !isAlwaysShown(key) && (left.includes(key) || !(known.includes(key) || standard.includes(key))),
    ),
    widths: px,
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Each of `all` once: first those that are in `wanted`, in that order; each other one behind the one before it. */
function ordered(wanted: readonly unknown[], all: readonly ColumnKey[]): readonly ColumnKey[] {
  const order = [...new Set(wanted)].filter((key): key is ColumnKey => all.includes(key as ColumnKey));
  all.forEach((key, at) => {
    if (!order.includes(key)) order.splice(order.indexOf(all[at - 1] as ColumnKey) + 1, 0, key);
  });
  return order;
}

export function shownColumns({ order, hidden }: ColumnLayout): readonly ShownColumn[] {
  const shown: ShownColumn[] = [];
  order.forEach((key, at) => {
    const column = columns.find((each) => each.key === key);
    if (column && !hidden.includes(key)) shown.push({ ...column, place: at + 1 });
  });
  return shown;
}

/** Against this share of a column, the width of another one is nothing. */
const wholeShare = 1e9;

/**
 * Gives the columns of the layouts with one line their widths. They are never wider than the grid: where it is too narrow
 * for all widths, they shrink in proportion, down to `minWidth`. Where no column with a share shows, those that had one
 * divide what is left as their widths say.
 */
export function setWidths(grid: HTMLElement, widths: ColumnWidths): void {
  for (const column of columns) grid.style.setProperty(`--_width-${column.key}`, flexOf(column, widths[column.key]));
}

function flexOf({ share = 0, size }: Column, width: number | undefined): string {
  if (width) return `${share && width} 1 ${width}px`;
  return size ? `0 0 ${size}` : `${share * wholeShare} 1 0px`;
}
