import type { ReactiveControllerHost } from 'lit';
import type { SortKey } from '../../monitor/view/sort-keys.js';
import { GridSortChangeEvent } from '../shared/events/grid-sort-change-event.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import { warnOnce } from '../shared/warn-once.js';
import {
  columnLayout,
  namedColumns,
  setWidths,
  shownColumns,
  type ColumnLayout,
  type ColumnWidths,
  type ShownColumn,
} from './column-layout.js';
import { columns } from './columns.js';
import { keptSort, sortKeys, type ChatSortKey, type GridSort } from './sort.js';

interface Host extends ReactiveControllerHost, HTMLElement {
  readonly columns: string | undefined;
  readonly sortKey: ChatSortKey | undefined;
}

/** How the viewer has the grid, kept in their preferences: its columns, and what it is sorted by. */
export class GridSettings {
  /** Of the columns that show: nobody is to wonder why the rows stand as they do. */
  sort: GridSort = [];
  layout: ColumnLayout = columnLayout(
    undefined,
    columns.map(({ key }) => key),
  );
  /** In order. Another list when another column shows, or the order is another one. */
  shown: readonly ShownColumn[] = shownColumns(this.layout);
  /** Widths that are being tried: not kept, and shown in place of the viewer's. */
  trial: ColumnWidths | undefined;
  readonly #host: Host;
  readonly #monitor: MonitorConsumer;
  readonly #sorted: () => void;

  /** `sorted`: the sort is another one. */
  constructor(host: Host, monitor: MonitorConsumer, sorted: () => void) {
    this.#host = host;
    this.#monitor = monitor;
    this.#sorted = sorted;
  }

  get sortKeys(): readonly SortKey[] {
    return sortKeys(this.sort, this.#host.sortKey, this.#monitor.value?.session.value?.settings.sla);
  }

  /** Takes what the viewer prefers, and else what the page says. */
  readonly read = (): void => {
    const host = this.#host;
    const kept = this.#monitor.value?.preferences.value ?? {};
    const standard = namedColumns(host.columns, (name) => warnOnce(host.localName, `there is no column "${name}".`));
    const layout = columnLayout(kept['grid.columns'], standard);
    const shown = shownColumns(layout);
    const sort = keptSort(kept['grid.sort']).filter(({ column }) => shown.some(({ key }) => key === column));
    this.layout = layout;
    if (!isSame(shown, this.shown)) this.shown = shown;
    host.requestUpdate();
    if (isSame(sort, this.sort)) return;
    this.sort = sort;
    this.#sorted();
  };

  /** The viewer sorts. */
  setSort(sort: GridSort): void {
    this.#monitor.value?.preferences.set('grid.sort', sort.length > 0 ? sort : undefined);
    this.#host.dispatchEvent(new GridSortChangeEvent({ sort: this.sort }));
  }

  /** The viewer wants the columns so; undefined: as the page says. */
  keepLayout(layout: ColumnLayout | undefined): void {
    this.#monitor.value?.preferences.set('grid.columns', layout);
  }

  setWidths(grid: HTMLElement): void {
    setWidths(grid, this.trial ?? this.layout.widths);
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
