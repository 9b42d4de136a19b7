import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { Agent } from '../../contract/index.js';
import type { Translate } from '../shared/failure-text.js';
import { icon } from '../shared/icon.js';
import { check } from '../shared/action-icons.js';
import { search } from '../shared/icons.js';
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
  readonly #texts: Translate;
  #choices: readonly Choice[] = [];
  #query = '';
  #activeId: string | undefined;
  #chosenId: string | undefined;

  constructor(host: LitElement, texts: Translate) {
    this.#host = host;
    this.#texts = texts;
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
  }

  focus(): void {
    this.#host.renderRoot.querySelector<HTMLInputElement>('#search')?.focus();
  }

  render(choices: readonly Choice[], labels: ChoiceListLabels): TemplateResult {
    this.#choices = choices;
    const active = this.#activeIndex;
    return html`<div @keydown=${this.#onKeyDown} @click=${this.#onClick}>
      <div class="search">
        ${icon(search)}
        <input
          id="search"
          class="field"
          role="combobox"
          autocomplete="off"
          spellcheck="false"
          aria-label=${labels.search}
          placeholder=${labels.search}
          aria-expanded="true"
          aria-controls="choices"
          aria-autocomplete="list"
          aria-activedescendant=${active < 0 ? nothing : `choice-${active}`}
          .value=${this.#query}
          @input=${this.#onInput}
        />
      </div>
      <div
        id="choices"
        class="choices"
        role="listbox"
        tabindex="-1"
        aria-label=${labels.list}
        ?hidden=${choices.length === 0}
        @mousedown=${this.#onMouseDown}
      >
        ${choices.map((choice, index) => this.#renderChoice(choice, index, index === active))}
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
    this.#host.requestUpdate();
  };

  /** A click on a line must not take focus out of the search field. */
  readonly #onMouseDown = (event: Event): void => event.preventDefault();

  readonly #onClick = (event: Event): void => {
    const option = (event.target as Element).closest('[role=option]');
    this.#choose(this.#choices.find((_, index) => option?.id === `choice-${index}`));
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const last = this.#choices.length - 1;
    const at = this.#activeIndex;
    const leadsTo: Readonly<Record<string, number>> = {
      ArrowDown: at < last ? at + 1 : 0,
      ArrowUp: at > 0 ? at - 1 : last,
      // In a text that is being typed these belong to the text.
      ...(this.#query === '' && { Home: 0, End: last }),
    };
    const to = leadsTo[event.key];
    if (to !== undefined) this.#activate(to);
    else if (event.key === 'Enter') this.#choose(this.#choices[last === 0 ? 0 : at]);
    else return;
    event.preventDefault();
  };

  #activate(index: number): void {
    this.#activeId = this.#choices[index]?.id;
    this.#host.requestUpdate();
    this.#host.renderRoot.querySelector(`#choice-${index}`)?.scrollIntoView({ block: 'nearest' });
  }

  #choose(choice: Choice | undefined): void {
    if (!choice || choice.blocked !== undefined) return;
    this.#chosenId = choice.id;
    this.#activeId = choice.id;
    this.#host.requestUpdate();
  }

  #renderChoice(choice: Choice, index: number, active: boolean): TemplateResult {
    const { name, own, detail, agent, blocked } = choice;
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
          <bdi class="cut" title=${name}>${name}</bdi>
          ${own ? html`<span>${this.#texts.t('assign.you')}</span>` : nothing}
        </span>
        <span class="cut muted" title=${detail}>${blocked ?? detail}</span>
      </span>
      ${agent ? this.#renderLoad(agent, choice.over === true) : nothing}
    </div>`;
  }

  #renderLoad({ load, capacity }: Agent, over: boolean): TemplateResult {
    const limit = capacity ?? Infinity;
    const share = limit > 0 ? Math.min(100, (load / limit) * 100) : 100;
    return html`<span class="load ${share < 100 ? '' : 'full'}">
      ${this.#texts.t('assign.load', load, capacity)}
      ${over ? html`<span class="over">${this.#texts.t('assign.over')}</span>` : nothing}
      <span class="bar" ?hidden=${capacity === undefined}><span .style=${`inline-size: ${share}%`}></span></span>
    </span>`;
  }
}
