import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../shared/icon.js';
import { check, search } from '../shared/icons.js';
import type { TextsController } from '../shared/texts/texts-controller.js';
import type { Choice } from './choices.js';

export interface ChoiceListLabels {
  readonly search: string;
  readonly list: string;
  /** Shown instead of no lines. */
  readonly empty: string;
}

/**
 * A search field and the list that it narrows; focus stays in the field, and the arrow keys move through the list.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/combobox/ (a list that is always open)
 */
export class ChoiceList {
  readonly #host: LitElement;
  readonly #texts: TextsController;
  readonly #onQuery: (query: string) => void;
  #choices: readonly Choice[] = [];
  #query = '';
  #activeId: string | undefined;
  #chosenId: string | undefined;

  constructor(host: LitElement, texts: TextsController, onQuery: (query: string) => void) {
    this.#host = host;
    this.#texts = texts;
    this.#onQuery = onQuery;
  }

  get query(): string {
    return this.#query;
  }

  get chosen(): Choice | undefined {
    return this.#choices.find(({ id }) => id === this.#chosenId);
  }

  reset(): void {
    this.#query = '';
    this.#activeId = undefined;
    this.#chosenId = undefined;
    this.#onQuery('');
  }

  focus(): void {
    this.#host.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
  }

  render(choices: readonly Choice[], labels: ChoiceListLabels): TemplateResult {
    this.#choices = choices;
    const active = this.#activeIndex;
    return html`<div class="picker" @keydown=${this.#onKeyDown} @click=${this.#onClick}>
      <div class="search">
        ${icon(search)}
        <input
          id="search"
          class="field"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-label=${labels.search}
          placeholder=${labels.search}
          aria-expanded="true"
          aria-controls="choices"
          aria-autocomplete="list"
          aria-activedescendant=${active < 0 ? nothing : `choice-${active}`}
          .value=${live(this.#query)}
          @input=${this.#onInput}
        />
      </div>
      <div id="choices" class="choices" role="listbox" tabindex="-1" aria-label=${labels.list} @mousedown=${keepFocus}>
        ${repeat(
          choices,
          ({ id }) => id,
          (choice, index) => this.#renderChoice(choice, index, index === active),
        )}
      </div>
      ${choices.length === 0 ? html`<p class="none muted">${labels.empty}</p>` : nothing}
      <span class="visually-hidden" role="status">
        ${this.#query === '' ? nothing : this.#texts.t('assign.found', choices.length)}
      </span>
    </div>`;
  }

  get #activeIndex(): number {
    return this.#choices.findIndex(({ id }) => id === this.#activeId);
  }

  readonly #onInput = (event: Event): void => {
    this.#query = (event.target as HTMLInputElement).value;
    this.#activeId = undefined;
    this.#onQuery(this.#query);
    this.#host.requestUpdate();
  };

  readonly #onClick = (event: Event): void => {
    const option = (event.target as Element).closest('[role=option]');
    if (option) this.#choose(this.#choices.find((_, index) => option.id === `choice-${index}`));
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || !this.#move(event)) return;
    event.preventDefault();
  };

  #move({ key }: KeyboardEvent): boolean {
    const last = this.#choices.length - 1;
    const at = this.#activeIndex;
    switch (key) {
      case 'ArrowDown':
        this.#activate(at >= last ? 0 : at + 1);
        return true;
      case 'ArrowUp':
        this.#activate(at <= 0 ? last : at - 1);
        return true;
      // In a text that is being typed these belong to the text.
      case 'Home':
        if (this.#query !== '') return false;
        this.#activate(0);
        return true;
      case 'End':
        if (this.#query !== '') return false;
        this.#activate(last);
        return true;
      case 'Enter':
        this.#choose(this.#choices[at] ?? (last === 0 ? this.#choices[0] : undefined));
        return true;
      default:
        return false;
    }
  }

  #activate(index: number): void {
    this.#activeId = this.#choices[index]?.id;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => this.#reveal(index));
  }

  /** Scrolls the list and nothing around it. */
  #reveal(index: number): void {
    const list = this.#host.renderRoot.querySelector('#choices');
    const option = this.#host.renderRoot.querySelector(`#choice-${index}`);
    if (!list || !option) return;
    const outer = list.getBoundingClientRect();
    const inner = option.getBoundingClientRect();
    if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top;
    if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom;
  }

  #choose(choice: Choice | undefined): void {
    if (!choice || choice.blocked !== undefined) return;
    this.#chosenId = choice.id;
    this.#activeId = choice.id;
    this.#host.requestUpdate();
  }

  #renderChoice(choice: Choice, index: number, active: boolean): TemplateResult {
    const { name, own, detail, load, blocked } = choice;
    const chosen = choice.id === this.#chosenId;
    return html`<div
      id="choice-${index}"
      class="choice ${active ? 'active' : ''}"
      role="option"
      aria-selected=${chosen ? 'true' : 'false'}
      aria-disabled=${blocked === undefined ? nothing : 'true'}
    >
      <span class="tick">${chosen ? icon(check) : nothing}</span>
      <span class="who">
        <span class="line">
          <span class="cut" title=${name}><bdi>${name}</bdi></span>
          ${own ? html`<span class="you">${this.#texts.t('assign.you')}</span>` : nothing}
        </span>
        <span class="detail cut muted" title=${detail}>${blocked ?? detail}</span>
      </span>
      ${load ? this.#renderLoad(load) : nothing}
    </div>`;
  }

  #renderLoad({ count, capacity, over }: NonNullable<Choice['load']>): TemplateResult {
    const share = capacity > 0 ? Math.min(100, (count / capacity) * 100) : 100;
    return html`<span class="load ${count >= capacity ? 'full' : ''}">
      <span>
        ${this.#texts.t('assign.load', count, capacity)}${
          over ? html`<span class="over">${this.#texts.t('assign.over')}</span>` : nothing
        }
      </span>
      <span class="bar"><span class="used" .style=${`inline-size: ${share}%`}></span></span>
    </span>`;
  }
}

/** A click on a line must not take focus out of the search field. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
