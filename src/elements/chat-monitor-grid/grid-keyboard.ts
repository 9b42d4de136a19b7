import { columns, type ColumnKey } from './columns.js';
import type { GridBody } from './grid-body.js';

/** Stands for the header where a row is meant. */
export const headerRow: unique symbol = Symbol('header');

export type RowId = string | typeof headerRow;

/** Where the user is: a cell of a chat, or of the header. */
export interface ActiveCell {
  readonly id: RowId;
  readonly column: ColumnKey;
}

export interface GridKeyboardOptions {
  readonly body: () => GridBody | undefined;
  /** What has the focus in the grid's shadow root. */
  readonly focused: () => Element | null;
  /** The button of a column's header; nothing where it is not shown. */
  readonly header: (column: ColumnKey) => HTMLElement | undefined;
  /** The user asks for the actions of a chat. */
  readonly openMenu: (id: string) => void;
}

type Move = (index: number, count: number, page: number) => number;

const rowMoves: Readonly<Record<string, Move>> = {
  ArrowUp: (index) => index - 1,
  ArrowDown: (index) => index + 1,
  PageUp: (index, _count, page) => Math.max(0, index - page),
  PageDown: (index, count, page) => Math.min(count - 1, index + page),
};

/**
 * The keyboard of a data grid: one tab stop, arrows from cell to cell, the focus follows its chat wherever that goes.
 * Source: ARIA Authoring Practices, grid pattern.
 */
export class GridKeyboard {
  readonly #options: GridKeyboardOptions;
  #active: ActiveCell | undefined;
  #index = 0;
  #inRows = false;
  #stop: HTMLElement | undefined;

  constructor(options: GridKeyboardOptions) {
    this.#options = options;
  }

  /** The chat of the active cell. */
  get activeId(): string | undefined {
    return this.#active?.id === headerRow ? undefined : this.#active?.id;
  }

  /** Makes the cell that the focus came to the active one. */
  focused(id: RowId, column: ColumnKey): void {
    this.#active = { id, column };
    this.#setStop();
  }

  /** Before the rows change: remembers whether they have the focus, and follows a chat that has left. */
  prepare(): void {
    // A focused button that is hidden loses the focus as soon as anybody asks for the layout.
    this.#inRows = this.#options.focused()?.matches('[role="row"] *') === true;
    this.#follow();
  }

  /** After it: keeps the one tab stop, and the focus where it was in the rows and its place is gone. */
  settle(): void {
    this.#setStop();
    if (!this.#inRows || !this.#active || !this.#stop) return;
    if (this.#options.focused() !== this.#stop) this.#stop.focus({ preventScroll: true });
  }

  /** Where the active chat has left, its neighbour takes its place. */
  #follow(): void {
    const view = this.#options.body()?.view;
    const id = this.activeId;
    if (id === undefined || !view) return;
    const index = view.indexOf(id);
    if (index >= 0) {
      this.#index = index;
      return;
    }
    const neighbour = view.rows[Math.min(this.#index, view.rows.length - 1)];
    this.#active = neighbour && this.#active ? { ...this.#active, id: neighbour.id } : undefined;
  }

  #setStop(): void {
    const target = this.#target();
    if (target !== this.#stop) {
      if (this.#stop) this.#stop.tabIndex = -1;
      this.#stop = target;
    }
    if (target && target.tabIndex !== 0) target.tabIndex = 0;
  }

  /** Handles a key in the grid. */
  press(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || !this.#active) return;
    const id = this.activeId;
    if (id !== undefined && opens(event)) {
      this.#options.openMenu(id);
    } else if (!this.#moveColumn(event) && !this.#moveRow(event)) {
      return;
    }
    event.preventDefault();
  }

  #moveColumn({ key, ctrlKey, target }: KeyboardEvent): boolean {
    const active = this.#active;
    if (!active || (ctrlKey && (key === 'Home' || key === 'End'))) return false;
    const keys = this.#columnsOf(active.id);
    const at = keys.indexOf(active.column);
    const rtl = target instanceof Element && getComputedStyle(target).direction === 'rtl';
    let next: number;
    if (key === 'Home') next = 0;
    else if (key === 'End') next = keys.length - 1;
    else if (key === 'ArrowRight' || key === 'ArrowLeft') next = at + ((key === 'ArrowRight') === rtl ? -1 : 1);
    else return false;
    const column = keys[Math.max(0, Math.min(next, keys.length - 1))];
    if (column !== undefined) this.#go(active.id, column);
    return true;
  }

  #moveRow({ key, ctrlKey }: KeyboardEvent): boolean {
    const body = this.#options.body();
    const rows = body?.view?.rows;
    const active = this.#active;
    if (!body || !rows || !active) return false;
    const from = active.id === headerRow ? -1 : this.#index;
    let to: number;
    if (ctrlKey && key === 'Home') to = 0;
    else if (ctrlKey && key === 'End') to = rows.length - 1;
    else if (!ctrlKey && rowMoves[key]) to = rowMoves[key](from, rows.length, body.window.pageSize);
    else return false;
    if (to < 0) {
      if (this.#options.header(active.column)) this.#go(headerRow, active.column);
      return true;
    }
    const index = Math.min(to, rows.length - 1);
    const chat = rows[index];
    if (!chat) return true;
    this.#index = index;
    body.reveal(index);
    this.#go(chat.id, active.column);
    return true;
  }

  #go(id: RowId, column: ColumnKey): void {
    this.#active = { id, column };
    // The row may have come into the page only now that it is the active one.
    if (id !== headerRow && !this.#options.body()?.row(id)) this.#options.body()?.render();
    this.#setStop();
    this.#stop?.focus({ preventScroll: true });
  }

  #target(): HTMLElement | undefined {
    const body = this.#options.body();
    const active = this.#active;
    if (active?.id === headerRow) return this.#options.header(active.column);
    const id = active?.id ?? body?.view?.rows[body.window.firstVisible]?.id;
    const row = id === undefined ? undefined : body?.row(id);
    return row?.focusTarget(this.#shownColumn(row.element, active?.column ?? 'requester'));
  }

  /** The column, or where the width has no place for it the requester's. */
  #shownColumn(row: HTMLElement, column: ColumnKey): ColumnKey {
    return row.querySelector(`.${column}`)?.checkVisibility() ? column : 'requester';
  }

  #columnsOf(id: RowId): readonly ColumnKey[] {
    const row = id === headerRow ? undefined : this.#options.body()?.row(id);
    const keys: ColumnKey[] = [];
    for (const { key } of columns) {
      const shown = id === headerRow ? this.#options.header(key) !== undefined : row?.cell(key)?.checkVisibility();
      if (shown) keys.push(key);
    }
    return keys;
  }
}

/** Enter and Space on a cell without a button of its own; F2, Shift+F10 and the menu key anywhere in the row. */
function opens({ key, shiftKey, ctrlKey, target }: KeyboardEvent): boolean {
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return true;
  if (ctrlKey || shiftKey || !(target instanceof Element)) return false;
  return key === 'F2' || ((key === 'Enter' || key === ' ') && target.closest('button') === null);
}
