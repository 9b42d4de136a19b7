import { html, render, type TemplateResult } from 'lit';
import type { Chat } from '../../contract/index.js';
import type { Texts } from '../shared/texts/texts.js';
import type { RowModel } from './cells.js';
import type { ShownColumn } from './column-layout.js';
import type { Column, ColumnKey } from './columns.js';

/** How long a change of a row shows, ms. */
const recently = 2000;

/** One row of the page. It is filled again and again; what did not change is not touched. */
export class RowView {
  readonly element: HTMLElement = document.createElement('div');
  #chat: Chat | undefined;
  #recentUntil = 0;
  #offset = -1;

  constructor() {
    this.element.className = 'row';
    this.element.role = 'row';
    this.element.part.add('row');
  }

  /** The id of the chat that the row shows. */
  get id(): string {
    return this.#chat?.id ?? '';
  }

  /** `now`: backend time, ms. */
  update(model: RowModel, columns: readonly ShownColumn[], texts: Texts, now: number): void {
    const { chat, ghost } = model;
    const { element } = this;
    if (isNews(this.#chat, chat, now)) this.#recentUntil = now + recently;
    this.#chat = chat;
    element.classList.toggle('recent', now < this.#recentUntil);
    element.classList.toggle('ghost', ghost);
    element.classList.toggle('assisting', !ghost && chat.assist !== undefined);
    const disabled = ghost ? 'true' : null;
    if (element.ariaDisabled !== disabled) element.ariaDisabled = disabled;
    render(rowCells(model, columns, texts), element);
  }

  /** `offset` in px within the scrolled content. */
  place(index: number, offset: number): void {
    // The header is the first row.
    const rowIndex = String(index + 2);
    if (this.element.ariaRowIndex !== rowIndex) this.element.ariaRowIndex = rowIndex;
    if (offset === this.#offset) return;
    this.#offset = offset;
    this.element.style.translate = `0 ${offset}px`;
  }

  /** Ready to show another chat. */
  reset(): void {
    this.#chat = undefined;
    this.#recentUntil = 0;
  }
}

/** What takes the focus in a cell of a row: its button, else the cell. */
export function focusTarget(row: HTMLElement, column: ColumnKey): HTMLElement | undefined {
  const cell = row.querySelector<HTMLElement>(`.cell.${column}`);
  return cell?.querySelector<HTMLElement>('button:not([hidden])') ?? cell ?? undefined;
}

function rowCells(model: RowModel, columns: readonly ShownColumn[], texts: Texts): TemplateResult {
  return html`${columns.map(
    (column) =>
      html`<div
        class="cell ${column.key} ${clockState(column, model)}"
        role=${column.key === 'requester' ? 'rowheader' : 'gridcell'}
        aria-colindex=${column.place}
        tabindex="-1"
      >
        ${column.cell(model, texts)}
      </div>`,
  )}`;
}

/** A clock that stands has no level. */
function clockState({ clock }: Column, { sla }: RowModel): string {
  const shown = clock && sla[clock];
  return shown?.running ? shown.level : clock ? 'stopped' : '';
}

/** Whether something happened that is worth a look: a new chat, another assignment, a raised flag. */
function isNews(before: Chat | undefined, chat: Chat, now: number): boolean {
  if (!before) return now - chat.openedAt < recently;
  return before.assignmentVersion !== chat.assignmentVersion || before.assist?.id !== chat.assist?.id;
}
