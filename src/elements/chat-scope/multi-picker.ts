import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.js';
import { check } from '../shared/action-icons.js';
import { chevronDown } from '../shared/icons.js';
import type { TextsController } from '../shared/texts/texts-controller.js';

/** One thing to choose; `null` stands for "none of them". */
export interface PickerOption {
  readonly id: string | null;
  readonly name: string;
}

export interface PickerModel {
  readonly label: string;
  /** The entry that chooses everything, now and later. */
  readonly all: string;
  readonly options: readonly PickerOption[];
  /** Absent: all. */
  readonly chosen: readonly (string | null)[] | undefined;
  readonly choose: (chosen: readonly (string | null)[] | undefined) => void;
}

/** With more options than this there is a field to search them. */
const searchFrom = 8;

/**
 * A button that opens a list to choose several from. Source for the keys: ARIA Authoring Practices, listbox with
 * multiple selection.
 */
export class MultiPicker {
  readonly #host: LitElement;
  readonly #texts: TextsController;
  readonly #name: string;
  #search = '';
  #active = 0;
  #open = false;

  constructor(host: LitElement, texts: TextsController, name: string) {
    this.#host = host;
    this.#texts = texts;
    this.#name = name;
  }

  render(model: PickerModel): TemplateResult {
    const { label, options } = model;
    const id = `${this.#name}-list`;
    return html`<div class="picker">
      <button
        class="button"
        type="button"
        id=${this.#name}
        popovertarget=${`${this.#name}-popover`}
        @click=${this.#onButton}
        aria-haspopup="listbox"
        aria-expanded=${this.#open}
        aria-label=${`${label}: ${this.#summary(model)}`}
      >
        <span class="muted">${label}</span>
        <bdi class="cut">${this.#summary(model)}</bdi>
        ${icon(chevronDown)}
      </button>
      <div
        class="popover"
        id=${`${this.#name}-popover`}
        popover
        @toggle=${this.#onToggle}
        @click=${(event: Event) => this.#onClick(event, model)}
        @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event, model)}
      >
        ${
          options.length > searchFrom
            ? html`<input
                class="field"
                type="search"
                autocomplete="off"
                role="combobox"
                aria-expanded="true"
                aria-controls=${id}
                aria-activedescendant=${`${this.#name}-${this.#active}`}
                aria-label=${this.#texts.t('scope.search')}
                placeholder=${this.#texts.t('scope.search')}
                .value=${this.#search}
                @input=${this.#onInput}
              />`
            : nothing
        }
        <ul
          id=${id}
          role="listbox"
          aria-multiselectable="true"
          aria-label=${label}
          tabindex=${options.length > searchFrom ? '-1' : '0'}
          aria-activedescendant=${options.length > searchFrom ? nothing : `${this.#name}-${this.#active}`}
        >
          ${this.#entries(model).map((entry, index) => this.#renderEntry(entry, index, model))}
        </ul>
        ${this.#entries(model).length === 0 ? html`<p class="muted none">${this.#texts.t('scope.noMatch')}</p>` : nothing}
      </div>
    </div>`;
  }

  #renderEntry(entry: PickerOption | 'all', index: number, model: PickerModel): TemplateResult {
    const selected = isChosen(entry, model);
    return html`<li
      id=${`${this.#name}-${index}`}
      class=${index === this.#active ? 'option active' : 'option'}
      role="option"
      aria-selected=${selected}
      data-index=${index}
    >
      <span class="box">${selected ? icon(check) : nothing}</span>
      <bdi class="cut">${entry === 'all' ? model.all : entry.name}</bdi>
    </li>`;
  }

  /** What is in the list: everything first, then the options that match the search. */
  #entries({ options }: PickerModel): readonly (PickerOption | 'all')[] {
    const search = this.#search.trim().toLowerCase();
    if (search === '') return ['all', ...options];
    return options.filter(({ name }) => name.toLowerCase().includes(search));
  }

  #summary({ all, options, chosen }: PickerModel): string {
    if (!chosen) return all;
    const known = options.filter(({ id }) => chosen.includes(id));
    const [only] = known;
    if (!only) return this.#texts.t('scope.none');
    return known.length === 1 ? only.name : this.#texts.t('scope.some', known.length, options.length);
  }

  #toggle(entry: PickerOption | 'all', { options, chosen, choose }: PickerModel): void {
    if (entry === 'all') {
      choose(chosen ? undefined : []);
      return;
    }
    const before = chosen ?? options.map(({ id }) => id);
    const after = before.includes(entry.id) ? before.filter((id) => id !== entry.id) : [...before, entry.id];
    choose(options.every(({ id }) => after.includes(id)) ? undefined : after);
  }

  /** Opens and closes by itself, to move the focus at once and not with the event that comes later. */
  readonly #onButton = (event: Event): void => {
    event.preventDefault();
    const popover = this.#host.renderRoot.querySelector<HTMLElement>(`#${this.#name}-popover`);
    if (!popover?.togglePopover({ source: event.currentTarget as HTMLElement })) return;
    (popover.querySelector('input') ?? popover.querySelector('ul'))?.focus();
  };

  #close(): void {
    this.#host.renderRoot.querySelector<HTMLElement>(`#${this.#name}-popover`)?.hidePopover();
    this.#host.renderRoot.querySelector<HTMLElement>(`#${this.#name}`)?.focus();
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    this.#open = event.newState === 'open';
    if (!this.#open) {
      this.#search = '';
      this.#active = 0;
    }
    this.#host.requestUpdate();
  };

  readonly #onInput = (event: Event): void => {
    this.#search = (event.target as HTMLInputElement).value;
    this.#active = 0;
    this.#host.requestUpdate();
  };

  #onClick({ target }: Event, model: PickerModel): void {
    const option = target instanceof Element ? target.closest<HTMLElement>('.option') : null;
    const index = Number(option?.dataset['index']);
    const entry = this.#entries(model)[index];
    if (!option || entry === undefined) return;
    this.#active = index;
    this.#toggle(entry, model);
  }

  #onKeyDown(event: KeyboardEvent, model: PickerModel): void {
    const entries = this.#entries(model);
    const { key } = event;
    const typing = event.target instanceof HTMLInputElement;
    if (key === 'ArrowDown') this.#move(this.#active + 1, entries.length);
    else if (key === 'ArrowUp') this.#move(this.#active - 1, entries.length);
    else if (key === 'Home' && !typing) this.#move(0, entries.length);
    else if (key === 'End' && !typing) this.#move(entries.length - 1, entries.length);
    else if (key === 'Escape') this.#close();
    else if (key === 'Enter' || (key === ' ' && !typing)) {
      const entry = entries[this.#active];
      if (entry !== undefined) this.#toggle(entry, model);
    } else return;
    event.preventDefault();
  }

  #move(to: number, count: number): void {
    this.#active = Math.max(0, Math.min(to, count - 1));
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => {
      this.#host.renderRoot.querySelector(`#${this.#name}-${this.#active}`)?.scrollIntoView({ block: 'nearest' });
    });
  }
}

function isChosen(entry: PickerOption | 'all', { chosen }: PickerModel): boolean {
  if (!chosen) return true;
  return entry !== 'all' && chosen.includes(entry.id);
}
