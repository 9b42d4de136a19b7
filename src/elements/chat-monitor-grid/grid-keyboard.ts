import type { ColumnKey } from './columns.js';
import type { GridBody, RowFocus } from './grid-body.js';
import { focusTarget } from './row-view.js';

/** Stands for the header where a row is meant. */
const headerRow: unique symbol = Symbol('header');

type RowId = string | typeof headerRow;

/** Where the user is: a cell of a chat, or of the header. */
interface ActiveCell {
  readonly id: RowId;
  readonly column: ColumnKey;
}

/**
 * The keyboard of a data grid: one tab stop, arrows from cell to cell, the focus follows its chat wherever that goes.
 * Source: ARIA Authoring Practices, grid pattern.
 */
export class GridKeyboard implements RowFocus {
  readonly #grid: HTMLElement;
  readonly #body: GridBody;
  readonly #openMenu: (id: string) => void;
  /** Is given the keys in the rows first; true for one that it uses. */
  picks: ((event: KeyboardEvent) => boolean) | undefined;
  #active: ActiveCell | undefined;
  #index = 0;
  inRows = false;
  #stop: HTMLElement | undefined;
  /** By class. */
  readonly #shown = new Map<string, boolean>();

  /** `openMenu`: the user asks for the actions of a chat. */
  constructor(grid: HTMLElement, body: GridBody, openMenu: (id: string) => void) {
    this.#grid = grid;
    this.#body = body;
    this.#openMenu = openMenu;
    grid.addEventListener('focusin', this.#onFocusIn);
    grid.addEventListener('keydown', this.#onKeyDown);
    // The menu key also asks for the browser's own menu; the pointer may have it.
    grid.addEventListener('contextmenu', (event) => {
      if (event.button !== 2) event.preventDefault();
    });
  }

  /** The chat of the active cell. */
  get activeId(): string | undefined {
    return this.#active?.id === headerRow ? undefined : this.#active?.id;
  }

  /** Its place; -1 for the header. */
  get activeIndex(): number {
    // The focus may have come here since the rows changed last.
    this.#follow();
    return this.#active?.id === headerRow ? -1 : this.#index;
  }

  prepare(): void {
    // A focused button that is hidden loses the focus as soon as anybody asks for the layout.
    this.inRows = this.#focused?.matches('[role="row"] *') === true;
    this.#follow();
  }

  settle(): void {
    this.#setStop();
    if (this.inRows && this.#active && this.#focused !== this.#stop) this.focus();
  }

  relaid(): void {
    this.#shown.clear();
  }

  get #focused(): Element | null {
    return (this.#grid.getRootNode() as ShadowRoot).activeElement;
  }

  /** Where the active chat has left, its neighbour takes its place. */
  #follow(): void {
    const { view } = this.#body;
    const id = this.activeId;
    if (id === undefined || !view) return;
    const index = view.indexOf(id);
    if (index >= 0) {
      this.#index = index;
      return;
    }
    const neighbour = view.at(Math.min(this.#index, view.length - 1));
    this.#active = neighbour && this.#active ? { ...this.#active, id: neighbour.id } : undefined;
  }

  #setStop(): void {
    const target = this.#target();
    if (target !== this.#stop && this.#stop) this.#stop.tabIndex = -1;
    this.#stop = target;
    if (target && target.tabIndex !== 0) target.tabIndex = 0;
  }

  /** Gives the focus to the active cell. */
  focus(): void {
    this.#stop?.focus({ preventScroll: true });
  }

  /** The cell that the focus came to is the active one. */
  readonly #onFocusIn = ({ target }: Event): void => {
    const cell = (target as Element).closest('.cell');
    const column = cell && this.#body.columns.find(({ key }) => cell.classList.contains(key));
    if (!column) return;
    const id = cell.closest('.head') ? headerRow : this.#body.rowOf(cell)?.id;
    if (id === undefined) return;
    this.#active = { id, column: column.key };
    this.#setStop();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const active = this.#active;
    if (active && !event.defaultPrevented && this.#use(event, active)) event.preventDefault();
  };

  /** False for a key that is for something else. */
  #use(event: KeyboardEvent, active: ActiveCell): boolean {
    if (active.id !== headerRow && this.picks?.(event)) return true;
    if (event.altKey || event.metaKey) return false;
    if (active.id === headerRow || !opens(event)) return this.#move(event, active);
    this.#openMenu(active.id);
    return true;
  }

  /** False for a key that is not for moving. */
  #move(event: KeyboardEvent, { id, column }: ActiveCell): boolean {
    const row = this.rowAfter(event);
    if (row !== undefined) return this.toRow(row);
    const { key, ctrlKey } = event;
    const shown = this.#shownColumns(id);
    const at = shown.indexOf(column);
    const last = shown.length - 1;
    const forward = getComputedStyle(this.#grid).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        if (key === forward) return this.#go(id, shown[ctrlKey ? last : at + 1]);
        return this.#go(id, shown[ctrlKey ? 0 : at - 1]);
      case 'Home':
        return this.#go(id, shown[0]);
      case 'End':
        return this.#go(id, shown[last]);
      default:
        return false;
    }
  }

  /** The index of the row that a key leads to, -1 for the header; undefined for a key that stays in its row. */
  rowAfter({ key, ctrlKey }: KeyboardEvent): number | undefined {
    const { window, view } = this.#body;
    const row = this.activeIndex;
    const first = Math.min(row, 0);
    const last = (view?.length ?? 0) - 1;
    switch (key) {
      case 'ArrowUp':
        return ctrlKey ? first : row - 1;
      case 'ArrowDown':
        return ctrlKey ? last : row + 1;
      case 'Home':
        return ctrlKey ? 0 : undefined;
      case 'End':
        return ctrlKey ? last : undefined;
      case 'PageUp':
        return ctrlKey ? undefined : Math.max(first, row - window.pageSize);
      case 'PageDown':
        return ctrlKey ? undefined : row + window.pageSize;
      default:
        return undefined;
    }
  }

  /** By default in the same column. Above the first row is the header, and nothing below the last. */
  toRow(to: number, column = this.#active?.column): true {
    if (to < 0) return this.#rowElement(headerRow) ? this.#go(headerRow, column) : true;
    const { view } = this.#body;
    const index = Math.min(to, (view?.length ?? 0) - 1);
    const chat = view?.at(index);
    if (!chat) return true;
    this.#index = index;
    this.#body.reveal(index);
    return this.#go(chat.id, column);
  }

  /** Stays where there is no such column. */
  #go(id: RowId, column: ColumnKey | undefined): true {
    if (column === undefined) return true;
    this.#active = { id, column };
    // The row may come into the page only now that it is the active one.
    if (!this.#rowElement(id)) this.#body.render();
    this.#setStop();
    this.focus();
    return true;
  }

  /** Undefined for a row that is not in the page, and for a header that the width has no place for. */
  #rowElement(id: RowId): HTMLElement | undefined {
    if (id !== headerRow) return this.#body.row(id)?.element;
    const header = this.#grid.querySelector<HTMLElement>('.head > .row');
    return header && this.#isShown(header) ? header : undefined;
  }

  #target(): HTMLElement | undefined {
    const { window, view } = this.#body;
    const { id = view?.at(window.firstVisible)?.id, column = 'requester' } = this.#active ?? {};
    const row = id === undefined ? undefined : this.#rowElement(id);
    if (!row) return undefined;
    // Where the width has no place for the column, the requester's stands for it.
    return focusTarget(row, this.#shows(row, column) ? column : 'requester');
  }

  #shownColumns(id: RowId): readonly ColumnKey[] {
    const row = this.#rowElement(id);
    return this.#body.columns.map(({ key }) => key).filter((key) => row && this.#shows(row, key));
  }

  #shows(row: HTMLElement, column: ColumnKey): boolean {
    const cell = row.querySelector<HTMLElement>(`.cell.${column}`);
    return cell !== null && this.#isShown(cell);
  }

  /** A matter of the width and the classes. To ask each time would have the page laid out each time. */
  #isShown(element: HTMLElement): boolean {
    const { className } = element;
    let shown = this.#shown.get(className);
    if (shown === undefined) this.#shown.set(className, (shown = element.checkVisibility()));
    return shown;
  }
}

/** Enter and Space on a cell without a button of its own; F2, Shift+F10 and the menu key anywhere in the row. */
function opens({ key, shiftKey, ctrlKey, target }: KeyboardEvent): boolean {
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) return true;
  if (ctrlKey || shiftKey) return false;
  return key === 'F2' || ((key === 'Enter' || key === ' ') && (target as Element).closest('button') === null);
}
