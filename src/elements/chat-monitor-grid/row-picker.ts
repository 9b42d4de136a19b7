import { html, nothing, type TemplateResult } from 'lit';
import { ChatSelectionChangeEvent } from '../shared/events/chat-selection-change-event.js';
import { icon } from '../shared/icon.js';
import { x } from '../shared/icons.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import { pickingTexts } from '../shared/texts/english/picking.js';
import type { TextsController } from '../shared/texts/texts-controller.js';
import type { RowModel } from './cells.js';
import type { ColumnKey } from './columns.js';
import { copyText, rowsAsText } from './copy-rows.js';
import type { GridBody } from './grid-body.js';
import type { GridKeyboard } from './grid-keyboard.js';
import type { GridSelection } from './grid-selection.js';
import { pickerStyles } from './picker.styles.js';
import { TypeToFind } from './type-to-find.js';

export interface PickerContext {
  readonly monitor: MonitorConsumer;
  readonly root: ShadowRoot;
  readonly body: GridBody;
  readonly keyboard: GridKeyboard;
  readonly selection: GridSelection;
  readonly texts: TextsController;
  /** Tells a screen reader, and shows what else has changed. */
  say(text: string): void;
}

/** What the pointer's button and the keyboard hold besides. */
type Held = Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>;

/** Selects rows as lists of files do, copies them, and finds one by what is typed. */
export class RowPicker {
  readonly #context: PickerContext;
  readonly #typing = new TypeToFind();
  /** Where a range begins, and where it ends or was left. */
  #anchor: string | undefined;
  #end: string | undefined;
  /** What was copied last, as long as it is selected. */
  #copied: readonly string[] | undefined;
  #said = '';

  constructor(context: PickerContext) {
    this.#context = context;
    context.root.adoptedStyleSheets.push(pickerStyles.styleSheet as CSSStyleSheet);
    context.texts.add(pickingTexts);
    // What a list brings has its rows with the next frame.
    const followSoon = (): number => requestAnimationFrame(() => this.follow());
    context.monitor.add((monitor) => {
      followSoon();
      return [monitor.list('floor').subscribe(followSoon)];
    });
  }

  /** Lets go of chats that have no row any more: of `left`, or of all that are selected. */
  follow(left?: readonly string[]): void {
    const { selection } = this.#context;
    if (!left && !selection.isComplete) return;
    const gone = (left ?? selection.ids).filter((id) => selection.has(id) && !selection.isSelectable(id));
    if (gone.length === 0) return;
    const ids = new Set(selection.ids);
    for (const id of gone) ids.delete(id);
    this.#replace(ids);
  }

  /** How many rows are selected, with a way to let them go. */
  note(): TemplateResult | typeof nothing {
    const { selection, texts } = this.#context;
    const { size } = selection;
    if (size === 0) return nothing;
    const text = this.#copied === selection.ids ? texts.t('grid.copied', size) : texts.t('grid.selected', size);
    return html`<div class="selection">
      <bdi class="cut">${text}</bdi>
      <button
        class="button quiet square"
        type="button"
        aria-label=${texts.t('grid.selected.clear')}
        @click=${() => this.#clear()}
      >
        ${icon(x)}
      </button>
    </div>`;
  }

  click(id: string, { shiftKey, ctrlKey, metaKey }: Held): void {
    const { body, selection } = this.#context;
    if (!selection.isPossible || !selection.isSelectable(id)) return;
    if (shiftKey) this.#extend(body.view?.indexOf(id) ?? 0);
    else if (ctrlKey || metaKey) this.#toggle(id);
    else this.#begin(id, new Set([id]));
  }

  /** A key in the rows; false where it is for something else. */
  key(event: KeyboardEvent): boolean {
    return this.#find(event) || (this.#context.selection.isPossible && this.#selectBy(event));
  }

  #find(event: KeyboardEvent): boolean {
    const { body, keyboard, texts } = this.#context;
    const typed = this.#typing;
    if (!body.view || !typed.take(event)) return false;
    const index = typed.find(body.view, keyboard.activeIndex);
    if (index >= 0) keyboard.toRow(index);
    else if (!typed.missed) this.#say(texts.t('grid.find.none', typed.text));
    typed.missed = index < 0;
    return true;
  }

  #selectBy(event: KeyboardEvent): boolean {
    const { keyboard, selection } = this.#context;
    const { key, shiftKey, ctrlKey, metaKey, altKey, repeat } = event;
    const id = keyboard.activeId;
    const command = ctrlKey || metaKey;
    if (altKey || id === undefined) return false;
    if (key === 'Escape') return this.#clear();
    if (key === ' ' && (command || shiftKey)) {
      if (!repeat) this.#toggle(id);
      return true;
    }
    if (command && !shiftKey) {
      if (key.toLowerCase() === 'a') return this.#selectAll();
      if (key.toLowerCase() === 'c' && selection.size > 0) return this.#copy();
    }
    const to = shiftKey && !metaKey ? keyboard.rowAfter(event) : undefined;
    if (to === undefined) return false;
    // From where the user has gone since, another range begins.
    if (id !== this.#end) this.#anchor = id;
    keyboard.toRow(Math.max(0, to));
    this.#extend(keyboard.activeIndex);
    return true;
  }

  #toggle(id: string): void {
    const { selection } = this.#context;
    if (!selection.isSelectable(id)) return;
    const ids = new Set(selection.ids);
    if (!ids.delete(id)) ids.add(id);
    this.#begin(id, ids);
  }

  /** Where the next range begins, too. */
  #begin(id: string, ids: Set<string>): void {
    this.#anchor = id;
    this.#end = id;
    this.#select(ids);
  }

  /** Selects from the anchor to a row, in the present order, and nothing else. */
  #extend(to: number): void {
    const { view } = this.#context.body;
    const place = view?.indexOf(this.#anchor ?? '') ?? -1;
    const from = place < 0 ? to : place;
    this.#anchor = view?.at(from)?.id;
    this.#end = view?.at(to)?.id;
    this.#select(this.#rows(Math.min(from, to), Math.max(from, to) + 1));
  }

  #selectAll(): true {
    const { view } = this.#context.body;
    this.#select(this.#rows(0, view?.length ?? 0));
    return true;
  }

  #rows(first: number, end: number): Set<string> {
    const { view } = this.#context.body;
    const ids = new Set<string>();
    for (let index = first; index < end; index += 1) {
      const chat = view?.at(index);
      if (chat && !view?.isGhost(chat.id)) ids.add(chat.id);
    }
    return ids;
  }

  /** False where nothing is selected. */
  #clear(): boolean {
    const { keyboard, selection } = this.#context;
    if (selection.size === 0) return false;
    this.#anchor = undefined;
    this.#end = undefined;
    this.#select(new Set());
    // The button that was pressed goes.
    keyboard.focus();
    return true;
  }

  #select(ids: Set<string>): void {
    const { selection, texts } = this.#context;
    if (ids.size === selection.size && [...ids].every((id) => selection.has(id))) return;
    this.#replace(ids);
    this.#say(texts.t('grid.selected', ids.size));
  }

  #replace(ids: Set<string>): void {
    const { root, selection } = this.#context;
    selection.replace(ids);
    root.host.dispatchEvent(new ChatSelectionChangeEvent({ ids: selection.ids }));
  }

  /** Also what was said last. */
  #say(text: string): void {
    this.#said = text === this.#said ? `${text}\u00a0` : text;
    this.#context.say(this.#said);
  }

  #copy(): true {
    const { selection, texts, monitor } = this.#context;
    const { ids } = selection;
    const now = monitor.value?.ticker.now() ?? 0;
    void copyText(rowsAsText(this.#models(), this.#columns(), texts.current, now)).then((copied) => {
      if (copied) this.#copied = ids;
      this.#say(copied ? texts.t('grid.copied', ids.length) : texts.t('grid.copy.failed'));
    });
    return true;
  }

  /** The selected rows in their order. */
  *#models(): IterableIterator<RowModel> {
    const { body, selection } = this.#context;
    const places = Int32Array.from(selection.ids, (id) => body.view?.indexOf(id) ?? -1).sort();
    for (const place of places) {
      const model = body.model(body.view?.at(place)?.id ?? '');
      if (model) yield model;
    }
  }

  /** In the viewer's order, those that the width has a place for, be it in some rows only. */
  #columns(): readonly ColumnKey[] {
    const { viewport, columns } = this.#context.body;
    return columns
      .map(({ key }) => key)
      .filter((key) => [...viewport.querySelectorAll(`.cell.${key}`)].some((cell) => cell.checkVisibility()));
  }
}
