import { nextFrame, waitUntil } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { ChatMonitorGrid } from '../../../src/elements/chat-monitor-grid/chat-monitor-grid.js';
import { focused, textOf } from '../../harness/page-floor.js';

/** Drives a chat-monitor-grid as a user does. */
export class GridHarness {
  constructor(readonly element: ChatMonitorGrid) {}

  /** The rows in the page, top to bottom. */
  get rows(): HTMLElement[] {
    const rows = [...this.#root.querySelectorAll<HTMLElement>('.content > .row:not(.leaving)')];
    return rows.sort((a, b) => this.indexOf(a) - this.indexOf(b));
  }

  get names(): string[] {
    return this.rows.map(nameOf);
  }

  /** As a screen reader counts: the header is 1. */
  indexOf(row: Element): number {
    return Number(row.getAttribute('aria-rowindex'));
  }

  row(name: string): HTMLElement {
    const row = this.rows.find((each) => nameOf(each) === name);
    if (!row) throw new Error(`The grid has no row of ${name}, but ${this.names.join(', ')}.`);
    return row;
  }

  cell(name: string, column: string): HTMLElement {
    return this.row(name).querySelector<HTMLElement>(`.cell.${column}`)!;
  }

  text(name: string, column: string): string {
    return textOf(this.cell(name, column));
  }

  get viewport(): HTMLElement {
    return this.#find('.viewport')!;
  }

  get search(): HTMLInputElement {
    return this.#find<HTMLInputElement>('input.search')!;
  }

  get facts(): string {
    return textOf(this.#find('.facts'));
  }

  /** What the toolbar says of selected rows. */
  get selection(): string {
    return textOf(this.#find('.selection bdi'));
  }

  get clearButton(): HTMLButtonElement | null {
    return this.#find('.selection button');
  }

  /** The requesters of the rows that are shown as selected. */
  get selectedNames(): string[] {
    return this.rows.filter(({ ariaSelected }) => ariaSelected === 'true').map(nameOf);
  }

  /** What a screen reader was told last. */
  get announced(): string {
    return textOf(this.#find('.visually-hidden[role=status]'));
  }

  /** What stands in place of the rows. */
  get state(): string {
    return textOf(this.#find('.overlay .state') ?? this.#find('.skeleton'));
  }

  get stateButton(): HTMLButtonElement | null {
    return this.#find('.overlay .state button');
  }

  get note(): HTMLButtonElement | null {
    return this.#find('.note button');
  }

  get tip(): string {
    const tip = this.#find('.tip')!;
    return tip.matches(':popover-open') ? tip.textContent : '';
  }

  get menu(): HTMLElement {
    return this.#find('chat-action-menu')!.shadowRoot!.querySelector('[role=menu]')!;
  }

  header(column: string): HTMLElement {
    return this.#find(`.head [data-column=${column}]`)!;
  }

  /** The keys of the columns, in the order of the headers. */
  get columns(): string[] {
    return [...this.#root.querySelectorAll<HTMLElement>('.head [data-column]')].map((cell) => cell.dataset['column']!);
  }

  /** What a pointer drags to resize the column. */
  edge(column: string): HTMLElement {
    return this.header(column).querySelector<HTMLElement>('.edge')!;
  }

  /** Brings the pointer to the headers, and resolves when they can be dragged. */
  async pointAtHeaders(): Promise<void> {
    const { left, top } = this.header('requester').getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left) + 20, Math.round(top) + 10] });
    await waitUntil(() => getComputedStyle(this.edge('requester')).cursor === 'col-resize', 'edges should come');
  }

  width(column: string): number {
    return Math.round(this.header(column).getBoundingClientRect().width);
  }

  get columnsButton(): HTMLButtonElement {
    return this.#find<HTMLButtonElement>('button[popovertarget=columns]')!;
  }

  /** The popover with the list of the columns. */
  get columnList(): HTMLElement {
    return this.#find('#columns')!;
  }

  /** A control of the list: the checkbox of a column, or one of the buttons that move it. */
  control<E extends HTMLElement = HTMLInputElement>(column: string, selector: 'input' | '.up' | '.down' = 'input'): E {
    return this.columnList.querySelector<E>(`[data-column=${column}] ${selector}`)!;
  }

  /** The control of the list with the focus, as "agent .up". */
  get focusedControl(): string {
    const control = focused();
    const column = control?.closest<HTMLElement>('#columns [data-column]')?.dataset['column'];
    return column ? `${column} ${['input', '.up', '.down'].find((each) => control?.matches(each))}` : '';
  }

  get toast(): string {
    const toast = this.#find('.toast')!;
    return toast.matches(':popover-open') ? textOf(toast.querySelector('.toast-text')) : '';
  }

  /** What a header is called, without what only the eye sees. */
  headerName(column: string): string {
    const name = this.header(column).cloneNode(true) as HTMLElement;
    for (const hidden of name.querySelectorAll('[aria-hidden=true]')) hidden.remove();
    return textOf(name);
  }

  /** The number of a header's column among those that the grid is sorted by, as the eye sees it. */
  order(column: string): string {
    return textOf(this.header(column).querySelector('.place'));
  }

  get sortSelect(): HTMLSelectElement {
    return this.#find<HTMLSelectElement>('.sort-select')!;
  }

  /** Column and requester of the cell with focus, as "queue of Rita". */
  get focusedCell(): string {
    const cell = focused()?.closest('.cell');
    if (!cell) return '';
    const column = cell.classList[1];
    if (cell.closest('.head')) return `${column} of header`;
    return `${column} of ${nameOf(cell.closest('.row')!)}`;
  }

  async ready(count?: number): Promise<void> {
    await waitUntil(
      () => this.rows.length > 0 && (count === undefined || this.rows.length === count),
      'rows should come',
    );
  }

  async scrollTo(top: number): Promise<void> {
    this.viewport.scrollTop = top;
    await nextFrame();
    await nextFrame();
  }

  /** Whether the row lies in what the user sees. */
  isInSight(row: Element): boolean {
    const box = this.viewport.getBoundingClientRect();
    const { top, bottom } = row.getBoundingClientRect();
    return top >= box.top - 1 && bottom <= box.bottom + 1;
  }

  get #root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  #find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.#root.querySelector<E>(selector);
  }
}

function nameOf(row: Element): string {
  return textOf(row.querySelector('bdi.requester'));
}
