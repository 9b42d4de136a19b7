import type { Chat } from '../../../../src/contract/index.js';
import type { ClickTarget } from './clicks.js';
import { columns } from './columns.js';
import type { Batch } from './floor-life.js';

/** A row that somebody sees. */
export interface SeenRow {
  /** Text of the cell with the requester's name. */
  readonly requester: string;
  /** Text of the cell with the agent's name. */
  readonly agent: string;
  /** The row says that its chat has left, and only keeps its place. */
  readonly ghost?: boolean;
}

/** The part of the page that rows are seen in, px from the page's edges. */
export interface Area {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
}

/** A grid that takes part. */
export interface Contender {
  /** Height of all that is not rows, px. */
  readonly chrome: number;
  /** Gets records that are not frozen and that nobody else keeps, as from a network. */
  readonly raw?: true;
  /** What a page does before there is data; not measured. */
  prepare?(place: HTMLElement, now: number): Promise<void>;
  /** Shows the grid in `place`, with all these chats; they are in no particular order. */
  show(place: HTMLElement, chats: readonly Chat[]): Promise<void> | void;
  apply(batch: Batch): void;
  area(): Area;
  /** The row that is seen at `y`, px from the page's top. */
  rowAt(y: number): SeenRow | undefined;
  /** What moves when somebody scrolls. */
  scroller(): Element;
  /** For one whose clicks are measured. */
  readonly clicks?: ClickTarget;
}

/** The innermost element at a place of the page, in shadow trees too. */
export function elementAt(x: number, y: number): Element | null {
  let found = document.elementFromPoint(x, y);
  for (;;) {
    const inner = found?.shadowRoot?.elementFromPoint(x, y) ?? null;
    if (inner === null || inner === found) return found;
    found = inner;
  }
}

export function areaOf(element: Element, header = 0): Area {
  const { top, left } = element.getBoundingClientRect();
  return { top: top + header, bottom: top + element.clientHeight, left };
}

/** What holds the text of a cell: by selector, or from the innermost element at its place. */
export type CellFinder = string | ((element: Element) => Element | null | undefined);

/** Reads a row of a grid that shows the bench's columns at their widths. */
export function readRow(area: Area, y: number, cell: CellFinder): SeenRow | undefined {
  const find = typeof cell === 'string' ? (element: Element) => element.closest(cell) : cell;
  const textAt = (x: number): string | undefined => {
    const element = elementAt(x, y);
    return element ? find(element)?.textContent?.trim() : undefined;
  };
  const textOf = (key: string): string | undefined => {
    let x = area.left;
    for (const column of columns) {
      if (column.key === key) return textAt(x + 20);
      x += column.width;
    }
    return undefined;
  };
  const requester = textOf('requester');
  const agent = textOf('agent');
  return requester === undefined || agent === undefined ? undefined : { requester, agent };
}
