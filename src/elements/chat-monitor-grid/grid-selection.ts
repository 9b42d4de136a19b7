import type { LitElement } from 'lit';
import { ChatSelectionChangeEvent } from '../shared/events/chat-selection-change-event.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import type { GridBody } from './grid-body.js';

/** The grid, as far as its selection goes. */
interface SelectionHost extends LitElement {
  readonly selection: 'multiple' | 'none';
}

/** Which chats are selected. Each of them has a row: what has left is not selected any more. */
export class GridSelection {
  readonly #host: SelectionHost;
  readonly #consumer: MonitorConsumer;
  #body: GridBody | undefined;
  #load: (() => void) | undefined;
  #ids = new Set<string>();
  #list: readonly string[] | undefined;

  constructor(host: SelectionHost, consumer: MonitorConsumer) {
    this.#host = host;
    this.#consumer = consumer;
    consumer.add((monitor) => {
      this.#followSoon();
      return [monitor.list('floor').subscribe(() => this.#followSoon())];
    });
  }

  /** Before the rows are shown. `load`: what shows that some are selected. */
  attach(body: GridBody, load: () => void): void {
    this.#body = body;
    this.#load = load;
    body.isSelected = (id) => (this.isPossible ? this.#ids.has(id) : undefined);
    if (this.size > 0) load();
  }

  get isPossible(): boolean {
    return this.#host.selection !== 'none';
  }

  get size(): number {
    return this.#ids.size;
  }

  /** In no particular order; the same array until something changes. */
  get ids(): readonly string[] {
    this.#list ??= Object.freeze([...this.#ids]);
    return this.#list;
  }

  /** The page selects, and is not told of it. */
  set(ids: unknown): void {
    this.#replace(new Set(this.isPossible && Array.isArray(ids) ? (ids as string[]) : []));
    this.#prune();
    this.#show();
  }

  /** The user selects. False where just these are selected already. */
  choose(ids: Set<string>): boolean {
    if (ids.size === this.size && [...ids].every((id) => this.#ids.has(id))) return false;
    this.#replace(ids);
    this.#show();
    this.#tell();
    return true;
  }

  /** Rows have changed. `left`: the chats that may have none any more; absent where any may. */
  follow(left?: readonly string[]): void {
    if (this.#prune(left)) this.#tell();
  }

  /** Whether a chat has a row, and not one that only keeps its place. */
  isSelectable(id: string): boolean {
    const view = this.#body?.view;
    return view !== undefined && view.indexOf(id) >= 0 && !view.isGhost(id);
  }

  /** What a list brings has its rows with the next frame. */
  #followSoon(): void {
    requestAnimationFrame(() => this.follow());
  }

  #replace(ids: Set<string>): void {
    this.#ids = ids;
    this.#list = undefined;
  }

  #prune(left?: readonly string[]): boolean {
    const { size } = this;
    if (!this.#body?.view) return false;
    // Until the list is complete, what the page has chosen waits for its chats.
    if (!left && this.#consumer.value?.list('floor').value.phase !== 'ready') return false;
    for (const id of left ?? this.ids) if (!this.isSelectable(id)) this.#ids.delete(id);
    if (this.size === size) return false;
    this.#list = undefined;
    return true;
  }

  #show(): void {
    if (this.size > 0) this.#load?.();
    this.#body?.refresh();
    this.#host.requestUpdate();
  }

  #tell(): void {
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new ChatSelectionChangeEvent({ ids: this.ids }));
  }
}
