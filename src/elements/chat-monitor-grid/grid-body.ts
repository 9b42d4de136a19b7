import type { Chat } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ChatView } from '../../monitor/view/chat-view.js';
import type { Texts } from '../shared/texts/texts.js';
import type { RowModel, RowState } from './cells.js';
import type { ShownColumn } from './column-layout.js';
import { RowRenderer, type PlacedRow } from './row-renderer.js';
import type { RowView } from './row-view.js';
import { RowWindow } from './row-window.js';
import type { TreeOrder } from './tree-order.js';

/** Keeps the focus where it belongs while rows come and go. */
export interface RowFocus {
  /** The chat whose row has to be in the page even out of sight. */
  readonly activeId: string | undefined;
  /** The rows have the focus. */
  readonly inRows: boolean;
  /** Before each change of the rows: remembers whether they have the focus, and follows a chat that has left. */
  prepare(): void;
  /** After it, when new rows are there and the old ones not yet gone: keeps the one tab stop, and the focus with it. */
  settle(): void;
  /** The layout may be another one, and what it has place for. */
  relaid(): void;
}

/**
 * The rows of the grid, without a template: a change touches the cells that it is about, whatever the number of chats.
 */
export class GridBody {
  readonly window = new RowWindow();
  /** Scrolls. */
  readonly viewport: HTMLElement;
  focus: RowFocus | undefined;
  /** Keeps the tree in the order of the rows. */
  tree: TreeOrder | undefined;
  /** Undefined for every chat where rows cannot be selected. */
  isSelected: ((id: string) => boolean | undefined) | undefined;
  readonly #grid: HTMLElement;
  /** As high as all rows together; the rows stand in it. */
  readonly #content: HTMLElement;
  /** As high as one row, by the style sheet. */
  readonly #probe: HTMLElement;
  readonly #texts: () => Texts;
  readonly #renderer: RowRenderer;
  readonly #observer = new ResizeObserver(() => this.#measure());
  #monitor: ChatMonitor | undefined;
  #view: ChatView | undefined;
  #placed: readonly PlacedRow[] = [];
  #contentHeight = -1;

  constructor(grid: HTMLElement, columns: readonly ShownColumn[], texts: () => Texts) {
    const find = (selector: string): HTMLElement => grid.querySelector<HTMLElement>(selector) ?? grid;
    this.#grid = grid;
    this.viewport = find('.viewport');
    this.#content = find('.content');
    this.#probe = find('.probe');
    this.#texts = texts;
    this.#renderer = new RowRenderer(this.#content, (id) => this.model(id));
    this.#renderer.columns = columns;
    this.viewport.addEventListener('scroll', () => this.#scrolled(), { passive: true });
  }

  connect(): void {
    // An element that was moved in the page has lost its scroll position.
    if (this.window.scrollTop > 0) this.viewport.scrollTop = this.window.scrollTop;
    this.#observer.observe(this.viewport);
    this.#observer.observe(this.#probe);
  }

  disconnect(): void {
    this.#observer.disconnect();
  }

  /** Shows another view, or nothing. */
  show(monitor: ChatMonitor | undefined, view: ChatView | undefined): void {
    this.#monitor = monitor;
    this.#view = view;
    this.render();
    this.refresh();
  }

  get columns(): readonly ShownColumn[] {
    return this.#renderer.columns;
  }

  /** The columns that show, in order. To be set after `focus.prepare()`, when the header has them. */
  set columns(columns: readonly ShownColumn[]) {
    if (columns === this.columns) return;
    this.#renderer.columns = columns;
    // With another column hidden there may be a place for one that had none.
    this.focus?.relaid();
    this.#renderer.update(this.#texts(), this.#now, 'all');
    this.focus?.settle();
  }

  get view(): ChatView | undefined {
    return this.#view;
  }

  /**
   * The view is another one. Most of its changes are about chats out of sight, and cost a look at those in sight. `left`:
   * chats that left the floor just now.
   */
  apply(left: readonly string[] = []): void {
    const moved = this.#hasMoved;
    if (!moved && !this.#isBehind) return;
    this.focus?.prepare();
    this.#renderer.update(this.#texts(), this.#now, 'changed');
    if (moved) this.#render(left);
    else this.focus?.settle();
  }

  /** Another chat, or none, stands where one was put into the page. */
  get #hasMoved(): boolean {
    const view = this.#view;
    if (view?.length !== this.window.count) return true;
    for (const { id, index } of this.#placed) if (view.at(index)?.id !== id) return true;
    return false;
  }

  /** Some row in its place has something else to show than it shows. */
  get #isBehind(): boolean {
    for (const { id, index } of this.#placed) {
      const chat = this.#view?.at(index);
      if (chat && this.#renderer.row(id)?.differs(this.#state(chat)) !== false) return true;
    }
    return false;
  }

  /** All rows anew: texts or rights have changed. */
  refresh(): void {
    this.focus?.prepare();
    this.#renderer.update(this.#texts(), this.#now, 'all');
    this.focus?.settle();
  }

  /** A second has passed. */
  tick(): void {
    this.#renderer.tick(this.#texts(), this.#now);
    this.window.rest();
    this.tree?.tick();
  }

  row(id: string): RowView | undefined {
    return this.#renderer.row(id);
  }

  /** The row that an element of the page belongs to. */
  rowOf(element: Element): RowView | undefined {
    return this.#renderer.rowOf(element);
  }

  /** `depart` takes a row in sight whose chat has left, or not, and calls `done` when nobody sees it any more. */
  showDepartures(depart: (row: HTMLElement, done: () => void) => boolean): void {
    const keep = (row: RowView): void => this.#renderer.keep(row);
    this.#renderer.depart = (row) => this.window.shows(row.offset) && depart(row.element, () => keep(row));
  }

  /** Brings a row into sight. */
  reveal(index: number): void {
    const { viewport } = this;
    const top = this.window.scrollTopFor(index);
    if (Math.abs(top - viewport.scrollTop) >= 0.5) viewport.scrollTop = top;
    // Now, and not with the scroll event: the focus is to move there.
    this.#scrolled();
  }

  /** Those that are in the page, in their order, whatever it is in the tree. */
  get elements(): readonly HTMLElement[] {
    return this.#renderer.elements;
  }

  scrollToTop(): void {
    this.viewport.scrollTop = 0;
  }

  /** Puts the right rows into the page. */
  render(): void {
    this.focus?.prepare();
    this.#render();
  }

  #render(left: readonly string[] = []): void {
    const { window } = this;
    const view = this.#view;
    window.count = view?.length ?? 0;
    this.#setContentHeight();
    const keep = this.focus?.activeId;
    const kept = keep === undefined ? -1 : (view?.indexOf(keep) ?? -1);
    const { first, end } = window.range();
    const placed: PlacedRow[] = [];
    const place = (index: number): void => {
      const chat = view?.at(index);
      if (chat) placed.push({ id: chat.id, index, offset: window.offsetOf(index) });
    };
    if (kept >= 0 && kept < first) place(kept);
    for (let index = first; index < end; index++) place(index);
    if (kept >= end) place(kept);
    this.#placed = placed;
    this.#renderer.show(placed, left, this.#texts(), this.#now, () => this.focus?.settle());
    this.tree?.moved(this.focus?.inRows === true);
  }

  get #now(): number {
    return this.#monitor?.ticker.now() ?? 0;
  }

  model(id: string): RowModel | undefined {
    const monitor = this.#monitor;
    const view = this.#view;
    const chat = view?.at(view.indexOf(id));
    if (!monitor || !chat) return undefined;
    return {
      ...this.#state(chat),
      slaAt: (now) => monitor.slaOf(chat, now),
      get mayClear() {
        return chat.assist !== undefined && mayClear(monitor, id);
      },
    };
  }

  #state(chat: Chat): RowState {
    const { id } = chat;
    const ghost = this.#view?.isGhost(id) === true;
    const selected = ghost ? undefined : this.isSelected?.(id);
    return { chat, pending: this.#monitor?.pendingOf(id), ghost, selected };
  }

  #scrolled(): void {
    const { scrollTop } = this.viewport;
    if (scrollTop === this.window.scrollTop) return;
    this.window.moveTo(scrollTop);
    this.render();
  }

  #measure(): void {
    const { viewport } = this;
    this.focus?.relaid();
    const viewportHeight = viewport.clientHeight;
    const rowHeight = this.#probe.offsetHeight;
    this.#grid.style.setProperty('--_scrollbar', `${viewport.offsetWidth - viewport.clientWidth}px`);
    if (viewportHeight === this.window.viewportHeight && rowHeight === this.window.rowHeight) return;
    const { window } = this;
    const anchor = window.scrollTop / window.rowHeight;
    window.viewportHeight = viewportHeight;
    if (rowHeight > 0 && rowHeight !== window.rowHeight) {
      window.rowHeight = rowHeight;
      this.#setContentHeight();
      // The same rows stay in sight when lines become cards.
      if (!window.scaled) viewport.scrollTop = anchor * rowHeight;
    }
    window.scrollTop = viewport.scrollTop;
    this.render();
  }

  #setContentHeight(): void {
    const { contentHeight } = this.window;
    if (contentHeight === this.#contentHeight) return;
    this.#contentHeight = contentHeight;
    this.#content.style.blockSize = `${contentHeight}px`;
    const { window } = this;
    // A shorter content has moved the position; to ask has the page laid out at once.
    if (window.scrollTop + window.viewportHeight > contentHeight) window.scrollTop = this.viewport.scrollTop;
  }
}

function mayClear(monitor: ChatMonitor, id: string): boolean {
  return monitor.offers(id).some(({ name, permission }) => name === 'clear-assist' && permission === true);
}
