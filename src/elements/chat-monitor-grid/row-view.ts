import type { Chat } from '../../contract/index.js';
import type { Texts } from '../shared/texts/texts.js';
import { set, type CellWriter, type RowModel, type RowState } from './cells.js';
import type { ShownColumn } from './column-layout.js';
import type { ColumnKey } from './columns.js';

/** How long a change of a row shows, ms. */
const recently = 2000;

/** One row of the page. It is filled again and again; what did not change is not touched. */
export class RowView {
  readonly element: HTMLElement = document.createElement('div');
  #columns: readonly ShownColumn[] | undefined;
  #writers: readonly CellWriter[] = [];
  #model: RowModel | undefined;
  /** Of what changes with the time. */
  #clockWriters: readonly CellWriter[] = [];
  #recentUntil = 0;
  #isRecent = false;
  #index = -1;
  #offset = -1;

  constructor() {
    const { element } = this;
    element.className = 'row';
    element.role = 'row';
    element.part.add('row');
  }

  /** The id of the chat that the row shows. */
  get id(): string {
    return this.#model?.chat.id ?? '';
  }

  /** Its place among all rows. */
  get index(): number {
    return this.#index;
  }

  /** px within the scrolled content. */
  get offset(): number {
    return this.#offset;
  }

  /** Whether its chat is another record now, or something else is to be said of it. */
  differs({ chat, pending, ghost, selected }: RowState): boolean {
    const shown = this.#model;
    return chat !== shown?.chat || pending !== shown.pending || ghost !== shown.ghost || selected !== shown.selected;
  }

  /** `now`: backend time, ms. */
  update(model: RowModel, columns: readonly ShownColumn[], texts: Texts, now: number): void {
    const { chat, ghost, selected } = model;
    const { classList } = this.element;
    if (isNews(this.#model?.chat, chat, now)) this.#recentUntil = now + recently;
    this.#model = model;
    this.#fade(now);
    classList.toggle('ghost', ghost);
    classList.toggle('assisting', !ghost && chat.assist !== undefined);
    set(this.element, 'ariaDisabled', ghost ? 'true' : null);
    set(this.element, 'ariaSelected', selected === undefined ? null : String(selected));
    if (columns !== this.#columns) this.#fill(columns);
    const sla = model.slaAt(now);
    for (const write of this.#writers) write(model, texts, sla);
  }

  /** Time has passed, and nothing else. */
  tick(texts: Texts, now: number): void {
    const model = this.#model;
    if (!model) return;
    this.#fade(now);
    const sla = model.slaAt(now);
    for (const write of this.#clockWriters) write(model, texts, sla);
  }

  /** A change shows for a while. */
  #fade(now: number): void {
    const isRecent = now < this.#recentUntil;
    if (isRecent === this.#isRecent) return;
    this.#isRecent = isRecent;
    this.element.classList.toggle('recent', isRecent);
  }

  #fill(columns: readonly ShownColumn[]): void {
    this.#columns = columns;
    this.element.replaceChildren();
    this.#writers = columns.map(({ key, place, cell: fill }) => {
      const cell = this.element.appendChild(document.createElement('div'));
      cell.className = `cell ${key}`;
      cell.role = key === 'requester' ? 'rowheader' : 'gridcell';
      cell.ariaColIndex = String(place);
      cell.tabIndex = -1;
      return fill(cell);
    });
    this.#clockWriters = this.#writers.filter((_, at) => columns[at]?.clock);
  }

  /** `offset` in px within the scrolled content. */
  place(index: number, offset: number): void {
    if (index !== this.#index) {
      this.#index = index;
      // The header is the first row.
      this.element.ariaRowIndex = String(index + 2);
    }
    if (offset === this.#offset) return;
    this.#offset = offset;
    this.element.style.translate = `0 ${offset}px`;
  }

  /** Ready to show another chat. */
  reset(): void {
    this.#model = undefined;
    this.#recentUntil = 0;
  }
}

/** What takes the focus in a cell of a row: its button, else the cell. */
export function focusTarget(row: HTMLElement, column: ColumnKey): HTMLElement | undefined {
  const cell = row.querySelector<HTMLElement>(`.cell.${column}`);
  return cell?.querySelector<HTMLElement>('button:not([hidden])') ?? cell ?? undefined;
}

/** Whether something happened that is worth a look: a new chat, another assignment, a raised flag. */
function isNews(before: Chat | undefined, chat: Chat, now: number): boolean {
  if (!before) return now - chat.openedAt < recently;
  return before.assignmentVersion !== chat.assignmentVersion || before.assist?.id !== chat.assist?.id;
}
