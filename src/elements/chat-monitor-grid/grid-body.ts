import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ChatView, ChatViewChange } from '../../monitor/chat-view.js';
import type { Texts } from '../shared/texts/texts.js';
import type { RowModel } from './cells.js';
import { RowRenderer, type PlacedRow } from './row-renderer.js';
import type { RowView } from './row-view.js';
import { RowWindow } from './row-window.js';

/** What the body needs from the grid around it. */
export interface GridBodyOptions {
  /** Scrolls. */
  readonly viewport: HTMLElement;
  /** As high as all rows together; the rows stand in it. */
  readonly content: HTMLElement;
  /** As high as one row, by the style sheet. */
  readonly probe: HTMLElement;
  readonly texts: () => Texts;
  /** A row that has to be in the page even out of sight. */
  readonly keep: () => string | undefined;
  /** Runs before each change of what is shown. */
  readonly prepare: () => void;
  /** Runs after each change of what is shown, when new rows are there and the old ones not yet gone. */
  readonly settle: () => void;
}

/**
 * The rows of the grid, without a template: a change touches the cells that it is about, whatever the number of chats.
 */
export class GridBody {
  readonly window = new RowWindow();
  readonly #options: GridBodyOptions;
  readonly #renderer: RowRenderer;
  readonly #observer = new ResizeObserver(() => this.#measure());
  #monitor: ChatMonitor | undefined;
  #view: ChatView | undefined;
  #contentHeight = -1;

  constructor(options: GridBodyOptions) {
    this.#options = options;
    this.#renderer = new RowRenderer(options.content, (id) => this.#model(id));
    options.viewport.addEventListener('scroll', () => this.#scrolled(), { passive: true });
  }

  connect(): void {
    // An element that was moved in the page has lost its scroll position.
    this.#options.viewport.scrollTop = this.window.scrollTop;
    this.#observer.observe(this.#options.viewport);
    this.#observer.observe(this.#options.probe);
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

  get view(): ChatView | undefined {
    return this.#view;
  }

  apply({ changed, reordered }: ChatViewChange): void {
    const now = this.#now;
    this.#options.prepare();
    changed.forEach((id) => this.#renderer.update(id, this.#options.texts(), now));
    if (reordered) this.#render();
    else this.#options.settle();
  }

  /** All rows anew: a second has passed, or texts or rights have changed. */
  refresh(): void {
    this.#options.prepare();
    this.#renderer.updateAll(this.#options.texts(), this.#now);
    this.#options.settle();
  }

  row(id: string): RowView | undefined {
    return this.#renderer.row(id);
  }

  /** The row that an element of the page belongs to. */
  rowOf(element: Element): RowView | undefined {
    return this.#renderer.rowOf(element);
  }

  /** Brings a row into sight. */
  reveal(index: number): void {
    const { viewport } = this.#options;
    const top = this.window.scrollTopFor(index);
    if (Math.abs(top - viewport.scrollTop) >= 0.5) viewport.scrollTop = top;
    // Now, and not with the scroll event: the focus is to move there.
    this.#scrolled();
  }

  scrollToTop(): void {
    this.#options.viewport.scrollTop = 0;
  }

  /** Puts the right rows into the page. */
  render(): void {
    this.#options.prepare();
    this.#render();
  }

  #render(): void {
    const { window } = this;
    const rows = this.#view?.rows ?? [];
    window.count = rows.length;
    this.#setContentHeight();
    const keep = this.#options.keep();
    const kept = keep === undefined ? -1 : (this.#view?.indexOf(keep) ?? -1);
    const { first, end } = window.range();
    const placed: PlacedRow[] = [];
    const place = (index: number): void => {
      const chat = rows[index];
      if (chat) placed.push({ id: chat.id, index, offset: window.offsetOf(index) });
    };
    if (kept >= 0 && kept < first) place(kept);
    for (let index = first; index < end; index++) place(index);
    if (kept >= end) place(kept);
    this.#renderer.show(placed, this.#options.texts(), this.#now, this.#options.settle);
  }

  get #now(): number {
    return this.#monitor?.ticker.now() ?? 0;
  }

  #model(id: string): RowModel | undefined {
    const monitor = this.#monitor;
    const view = this.#view;
    const chat = view?.rows[view.indexOf(id)];
    if (!monitor || !view || !chat) return undefined;
    return {
      chat,
      sla: monitor.slaOf(chat),
      pending: monitor.pendingOf(id),
      ghost: view.isGhost(id),
      mayClear: chat.assist !== undefined && mayClear(monitor, id),
    };
  }

  #scrolled(): void {
    const { scrollTop } = this.#options.viewport;
    if (scrollTop === this.window.scrollTop) return;
    this.window.scrollTop = scrollTop;
    this.render();
  }

  #measure(): void {
    const { viewport, probe } = this.#options;
    const viewportHeight = viewport.clientHeight;
    const rowHeight = probe.offsetHeight;
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
    this.#options.content.style.blockSize = `${contentHeight}px`;
    // A shorter content may have moved the position.
    this.window.scrollTop = this.#options.viewport.scrollTop;
  }
}

function mayClear(monitor: ChatMonitor, id: string): boolean {
  return monitor.offers(id).some(({ name, permission }) => name === 'clear-assist' && permission === true);
}
