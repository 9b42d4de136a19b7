import type { Texts } from '../shared/texts/texts.js';
import type { RowModel } from './cells.js';
import type { ShownColumn } from './column-layout.js';
import { RowView } from './row-view.js';

/** What the renderer is to show at one place; lists of them are in the order of `index`. */
export interface PlacedRow {
  readonly id: string;
  readonly index: number;
  readonly offset: number;
}

/** Rows that are kept for later, at most. */
const poolSize = 40;

/**
 * The rows that are in the page, by chat. A row belongs to its chat for as long as it is needed, so focus and pointer
 * stay with the chat when the order changes; rows no longer needed are filled with other chats.
 */
export class RowRenderer {
  columns: readonly ShownColumn[] = [];
  /** May take a row whose chat has left the floor, to show that it goes, and gives it back to `keep`. */
  depart: ((row: RowView) => boolean) | undefined;
  readonly #parent: HTMLElement;
  readonly #model: (id: string) => RowModel | undefined;
  readonly #rows = new Map<string, RowView>();
  readonly #pool: RowView[] = [];

  constructor(parent: HTMLElement, model: (id: string) => RowModel | undefined) {
    this.#parent = parent;
    this.#model = model;
  }

  row(id: string): RowView | undefined {
    return this.#rows.get(id);
  }

  rowOf(element: Element): RowView | undefined {
    const row = element.closest('.row');
    for (const view of this.#rows.values()) if (view.element === row) return view;
    return undefined;
  }

  /**
   * Shows these rows; `settle` runs when they are there and the ones that go still are. Where they stand in the tree is
   * for others. `left`: chats that have left the floor.
   */
  show(placed: readonly PlacedRow[], left: readonly string[], texts: Texts, now: number, settle: () => void): void {
    const needed = new Set<string>();
    for (const { id } of placed) needed.add(id);
    const spare: RowView[] = [];
    const takeUnneeded = (wanted: (row: RowView) => boolean): void =>
      this.#rows.forEach((row, id) => {
        if (needed.has(id) || !wanted(row)) return;
        this.#rows.delete(id);
        if (!left.includes(id) || this.depart?.(row) !== true) spare.push(row);
      });
    // A row with the focus keeps its chat until the focus has moved.
    takeUnneeded(({ element }) => !hasFocus(element));
    for (const { id, index, offset } of placed) {
      let row = this.#rows.get(id);
      if (!row) {
        row = spare.pop() ?? this.#pool.pop() ?? new RowView();
        row.reset();
        this.#rows.set(id, row);
        this.#fill(row, id, texts, now);
        if (!row.element.isConnected) this.#parent.append(row.element);
      }
      row.place(index, offset);
    }
    settle();
    takeUnneeded(() => true);
    for (const row of spare) this.keep(row);
  }

  /** For another chat, later. */
  keep(row: RowView): void {
    row.element.remove();
    if (this.#pool.length < poolSize) this.#pool.push(row);
  }

  /** The rows in their order, whatever it is in the tree. */
  get elements(): readonly HTMLElement[] {
    return [...this.#rows.values()].sort((a, b) => a.index - b.index).map(({ element }) => element);
  }

  /** `changed`: only rows that differ from what they show; not all because of texts or rights. */
  update(texts: Texts, now: number, what: 'changed' | 'all'): void {
    this.#rows.forEach((row, id) => {
      const model = this.#model(id);
      if (model && (what === 'all' || row.differs(model))) row.update(model, this.columns, texts, now);
    });
  }

  tick(texts: Texts, now: number): void {
    this.#rows.forEach((row) => row.tick(texts, now));
  }

  #fill(row: RowView, id: string, texts: Texts, now: number): void {
    const model = this.#model(id);
    if (model) row.update(model, this.columns, texts, now);
  }
}

function hasFocus(row: HTMLElement): boolean {
  return row.matches(':focus-within');
}
