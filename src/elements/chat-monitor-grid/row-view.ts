import type { Chat } from '../../contract/index.js';
import type { Texts } from '../shared/texts/texts.js';
import type { CellContent, RowModel } from './cells.js';
import { columns, type ColumnKey } from './columns.js';
import { append, setAttribute } from './text-slot.js';

/** How long a change of a row shows, ms. */
const recently = 2000;

/** One row of the page. It is filled again and again; what did not change is not touched. */
export class RowView {
  readonly element: HTMLElement;
  readonly #cells = new Map<ColumnKey, HTMLElement>();
  readonly #contents: CellContent[] = [];
  #chat: Chat | undefined;
  #recentUntil = 0;
  #offset = -1;

  constructor() {
    this.element = document.createElement('div');
    this.element.className = 'row';
    this.element.setAttribute('role', 'row');
    this.element.setAttribute('part', 'row');
    columns.forEach((column, index) => {
      const cell = append(this.element, 'div', `cell ${column.key}`);
      cell.setAttribute('role', column.key === 'requester' ? 'rowheader' : 'gridcell');
      cell.setAttribute('aria-colindex', String(index + 1));
      cell.tabIndex = -1;
      this.#cells.set(column.key, cell);
      this.#contents.push(column.cell(cell));
    });
  }

  /** The id of the chat that the row shows. */
  get id(): string {
    return this.#chat?.id ?? '';
  }

  /** `now`: backend time, ms. */
  update(model: RowModel, texts: Texts, now: number): void {
    const { chat, ghost } = model;
    if (isNews(this.#chat, chat, now)) this.#recentUntil = now + recently;
    this.#chat = chat;
    this.element.classList.toggle('recent', now < this.#recentUntil);
    this.element.classList.toggle('ghost', ghost);
    this.element.classList.toggle('assisting', !ghost && chat.assist !== undefined);
    setAttribute(this.element, 'aria-disabled', ghost ? 'true' : undefined);
    for (const content of this.#contents) content.update(model, texts);
  }

  /** `offset` in px within the scrolled content. */
  place(index: number, offset: number): void {
    // The header is the first row.
    setAttribute(this.element, 'aria-rowindex', String(index + 2));
    if (offset === this.#offset) return;
    this.#offset = offset;
    this.element.style.transform = `translateY(${offset}px)`;
  }

  /** Ready to show another chat. */
  reset(): void {
    this.#chat = undefined;
    this.#recentUntil = 0;
  }

  cell(key: ColumnKey): HTMLElement | undefined {
    return this.#cells.get(key);
  }

  /** What takes the focus in a cell: its button, else the cell. */
  focusTarget(key: ColumnKey): HTMLElement | undefined {
    const cell = this.#cells.get(key);
    return cell?.querySelector<HTMLElement>('button:not([hidden])') ?? cell;
  }
}

/** Whether something happened that is worth a look: a new chat, another assignment, a raised flag. */
function isNews(before: Chat | undefined, chat: Chat, now: number): boolean {
  if (!before) return now - chat.openedAt < recently;
  return before.assignmentVersion !== chat.assignmentVersion || before.assist?.id !== chat.assist?.id;
}
