import type { LitElement } from 'lit';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import type { GridBody } from './grid-body.js';

/** The grid, as far as its selection goes. */
export interface SelectionHost extends LitElement {
  readonly selection: 'multiple' | 'none';
}

/** Which chats are selected. What the user does with them, and what their leaving means, is known to the row picker. */
export class GridSelection {
  readonly #host: SelectionHost;
  readonly #monitor: MonitorConsumer;
  readonly #body: GridBody;
  #load: (() => void) | undefined;
  #ids = new Set<string>();
  #list: readonly string[] | undefined;

  constructor(host: SelectionHost, monitor: MonitorConsumer, body: GridBody) {
    this.#host = host;
    this.#monitor = monitor;
    this.#body = body;
    body.isSelected = (id) => (this.isPossible ? this.has(id) : undefined);
  }

  /** `load`: has the row picker come as soon as something is selected. */
  onSelected(load: () => void): void {
    this.#load = load;
    if (this.size > 0) load();
  }

  get isPossible(): boolean {
    return this.#host.selection !== 'none';
  }

  /** Whether every chat has its row. Until then, what the page has chosen waits for its chats. */
  get isComplete(): boolean {
    return this.#body.view !== undefined && this.#monitor.value?.list('floor').value.phase === 'ready';
  }

  get size(): number {
    return this.#ids.size;
  }

  /** In no particular order; the same array until something changes. */
  get ids(): readonly string[] {
    this.#list ??= Object.freeze([...this.#ids]);
    return this.#list;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Whether a chat has a row, and not one that only keeps its place. */
  isSelectable(id: string): boolean {
    const { view } = this.#body;
    return view !== undefined && view.indexOf(id) >= 0 && !view.isGhost(id);
  }

  /** The page selects. */
  set(ids: unknown): void {
    const wanted = this.isPossible && Array.isArray(ids) ? (ids as readonly string[]) : [];
    this.replace(new Set(this.isComplete ? wanted.filter((id) => this.isSelectable(id)) : wanted));
  }

  /** The set is the selection's own from now on. */
  replace(ids: Set<string>): void {
    this.#ids = ids;
    this.#list = undefined;
    if (ids.size > 0) this.#load?.();
    this.#body.refresh();
    this.#host.requestUpdate();
  }
}
