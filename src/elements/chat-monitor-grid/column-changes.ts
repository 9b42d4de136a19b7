import { GridColumnsChangeEvent } from '../shared/events/grid-columns-change-event.js';
import type { TextsController } from '../shared/texts/texts-controller.js';
import type { ColumnLayout } from './column-layout.js';
import type { ColumnKey } from './columns.js';
import type { GridSettings } from './grid-settings.js';

export interface ColumnChangesContext {
  readonly grid: HTMLElement;
  readonly head: HTMLElement;
  readonly settings: GridSettings;
  readonly texts: TextsController;
  readonly announce: (text: string) => void;
}

/** What all ways of changing the columns have in common. */
export class ColumnChanges {
  readonly #context: ColumnChangesContext;

  constructor(context: ColumnChangesContext) {
    this.#context = context;
  }

  get grid(): HTMLElement {
    return this.#context.grid;
  }

  get head(): HTMLElement {
    return this.#context.head;
  }

  get layout(): ColumnLayout {
    return this.#context.settings.layout;
  }

  /** 1 where the columns go from left to right, else -1. */
  get direction(): 1 | -1 {
    return getComputedStyle(this.grid).direction === 'rtl' ? -1 : 1;
  }

  /** The headers in sight of the columns that can be moved and resized, in their order. */
  get headers(): readonly HTMLElement[] {
    const headers: HTMLElement[] = [];
    for (const edge of this.head.querySelectorAll('.edge')) {
      const header = edge.parentElement;
      if (header?.checkVisibility()) headers.push(header);
    }
    return headers;
  }

  label(key: ColumnKey): string {
    return this.#context.texts.t(`grid.column.${key}`);
  }

  /** The viewer wants the columns so; undefined: as the page says. */
  keep(change: Partial<ColumnLayout> | undefined): void {
    const { settings, grid } = this.#context;
    const before = JSON.stringify(settings.layout);
    settings.keepLayout(change && { ...settings.layout, ...change });
    if (JSON.stringify(settings.layout) === before) return;
    const columns = settings.shown.map(({ key }) => key);
    grid.dispatchEvent(new GridColumnsChangeEvent({ columns, widths: settings.layout.widths }));
  }

  /** Puts a column before or behind another one. */
  move(key: ColumnKey, neighbour: ColumnKey, behind: boolean): void {
    const order = this.layout.order.filter((each) => each !== key);
    order.splice(order.indexOf(neighbour) + Number(behind), 0, key);
    this.keep({ order });
    const { texts, announce } = this.#context;
    announce(texts.t('columns.moved', this.label(key), order.indexOf(key) + 1));
  }
}

/** The column of a header. */
export function columnOf(header: HTMLElement): ColumnKey {
  return header.dataset['column'] as ColumnKey;
}
