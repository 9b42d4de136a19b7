import { html, nothing, render, type TemplateResult } from 'lit';
import { onEscape } from '../shared/escape.js';
import { icon } from '../shared/icon.js';
import { chevronDown, chevronUp } from '../shared/icons.js';
import type { Translate } from '../shared/failure-text.js';
import type { ColumnChanges } from './column-changes.js';
import { isAlwaysShown } from './column-layout.js';
import { columns, type ColumnKey } from './columns.js';

/** What shows and in which order, in a list that opens from the toolbar. */
export class ColumnList {
  readonly #list: HTMLElement;
  readonly #changes: ColumnChanges;
  readonly #texts: Translate;
  readonly #announce: (text: string) => void;

  constructor(list: HTMLElement, changes: ColumnChanges, texts: Translate, announce: (text: string) => void) {
    this.#list = list;
    this.#changes = changes;
    this.#texts = texts;
    this.#announce = announce;
    list.addEventListener(
      'keydown',
      onEscape(() => this.#close()),
    );
    list.addEventListener('keydown', this.#onKeyDown);
  }

  /** Draws the list, which is about to open or open already, and brings the focus into it. */
  show(): void {
    this.#render();
    // Before it is open nothing in it can have the focus.
    requestAnimationFrame(() => this.#list.querySelector('input')?.focus());
  }

  #close(): void {
    this.#list.hidePopover();
    this.#root.querySelector<HTMLElement>(`[popovertarget=${this.#list.id}]`)?.focus();
  }

  #render(): void {
    const { order } = this.#changes.layout;
    const t = this.#texts.t.bind(this.#texts);
    const entries = html`<ul>
        ${order.map((key, at) => this.#entry(key, at))}
      </ul>
      ${this.#changes.head.checkVisibility() ? html`<p class="muted">${t('columns.keys')}</p>` : nothing}
      <button class="button" type="button" @click=${() => this.#reset()}>${t('columns.reset')}</button>`;
    render(entries, this.#list);
  }

  #entry(key: ColumnKey, at: number): TemplateResult {
    const { hidden, order } = this.#changes.layout;
    const always = isAlwaysShown(key);
    const checked = !hidden.includes(key);
    const noRoom = checked && !this.#hasRoom(key);
    return html`<li data-column=${key}>
      <label
        ><input
          type="checkbox"
          .checked=${checked}
          aria-disabled=${always ? 'true' : nothing}
          @click=${(event: Event) => this.#toggle(event, key)}
        />
        <span class="cut">${this.#changes.label(key)}</span>
        ${noRoom ? html`<span class="muted">${this.#texts.t('columns.noRoom')}</span>` : nothing}</label
      >
      ${isMovable(key) ? html`${this.#mover('up', key, at > 1)}${this.#mover('down', key, at < order.length - 2)}` : nothing}
    </li>`;
  }

  #mover(way: 'up' | 'down', key: ColumnKey, able: boolean): TemplateResult {
    return html`<button
      class="button quiet square ${way}"
      type="button"
      aria-label=${this.#texts.t(`columns.${way}`, this.#changes.label(key))}
      aria-disabled=${able ? nothing : 'true'}
      @click=${() => this.#move(key, way)}
    >
      ${icon(way === 'up' ? chevronUp : chevronDown)}
    </button>`;
  }

  /** Narrow layouts have no header, and a place for each column but one. */
  #hasRoom(key: ColumnKey): boolean {
    const header = this.#changes.head.querySelector(`.${key}`);
    return !header || !this.#changes.head.checkVisibility() || header.checkVisibility();
  }

  #toggle(event: Event, key: ColumnKey): void {
    if (isAlwaysShown(key)) {
      event.preventDefault();
      return;
    }
    const { hidden } = this.#changes.layout;
    const isHidden = hidden.includes(key);
    this.#changes.keep({ hidden: isHidden ? hidden.filter((each) => each !== key) : [...hidden, key] });
    // Another column may have room once the grid is drawn.
    requestAnimationFrame(() => this.#render());
  }

  #move(key: ColumnKey, way: 'up' | 'down'): void {
    const { order } = this.#changes.layout;
    const neighbour = order[order.indexOf(key) + (way === 'up' ? -1 : 1)];
    if (!isMovable(key) || !neighbour || !isMovable(neighbour)) return;
    const focused = this.#root.activeElement;
    this.#changes.move(key, neighbour, way === 'down');
    this.#render();
    this.#focus(key, focused);
  }

  #reset(): void {
    this.#changes.keep(undefined);
    this.#announce(this.#texts.t('columns.wasReset'));
    this.#render();
  }

  get #root(): ShadowRoot {
    return this.#list.getRootNode() as ShadowRoot;
  }

  /** The control of that column that is like another one's. */
  #focus(key: ColumnKey | undefined, like: Element | null): void {
    const selector = like?.matches('.up') ? '.up' : like?.matches('.down') ? '.down' : 'input';
    const entry = this.#list.querySelector(`[data-column=${key}]`);
    (entry?.querySelector<HTMLElement>(selector) ?? entry?.querySelector('input'))?.focus();
  }

  /** Arrows go from column to column, and with Alt they take it along. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey, shiftKey } = event;
    const way = key === 'ArrowUp' ? 'up' : key === 'ArrowDown' ? 'down' : undefined;
    const entry = (event.target as Element).closest<HTMLElement>('[data-column]');
    if (!way || !entry || ctrlKey || metaKey || shiftKey) return;
    event.preventDefault();
    const column = entry.dataset['column'] as ColumnKey;
    if (altKey) {
      this.#move(column, way);
      return;
    }
    const { order } = this.#changes.layout;
    this.#focus(order[order.indexOf(column) + (way === 'up' ? -1 : 1)], this.#root.activeElement);
  };
}

function isMovable(key: ColumnKey): boolean {
  return columns.some((column) => column.key === key && column.sortKey);
}
