import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import type { SupportQueue } from '../../contract/index.js';
import type { Scope } from '../../monitor/types.js';
import { ChatElement } from '../shared/chat-element.js';
import { Observed } from '../shared/monitor-consumer.js';
import { controlStyles } from '../shared/styles/controls.js';
import { scopeTexts } from '../shared/texts/english/scope.js';
import { scopeStyles } from './chat-scope.styles.js';
import { MultiPicker, type PickerOption } from './multi-picker.js';

/**
 * Which companies and support queues are watched: two lists of several values each, all of them at first.
 *
 * @tag chat-scope
 * @cssprop --chat-monitor-font-size - By default the page's, at most 14 px or 0.875rem
 * @cssprop --chat-monitor-surface - Background of the lists
 * @cssprop --chat-monitor-accent - Colour of focus and of what is chosen
 * @cssprop --chat-monitor-radius - Radius of controls
 */
export class ChatScope extends ChatElement {
  static override styles: CSSResultGroup = [ChatElement.styles, controlStyles, scopeStyles];
  protected static override readonly english = scopeTexts;

  readonly #session = new Observed(this, this.monitor, (monitor) => monitor.session);
  readonly #queues = new Observed(this, this.monitor, (monitor) => monitor.queues);
  readonly #scope = new Observed(this, this.monitor, (monitor) => monitor.scope);
  readonly #companyPicker = new MultiPicker(this, this.texts, 'companies');
  readonly #queuePicker = new MultiPicker(this, this.texts, 'queues');

  #choose(companies: Scope['companies'], queues: Scope['queues']): void {
    this.monitor.value?.setScope({ ...(companies && { companies }), ...(queues && { queues }) });
  }

  /** Queues of a company that is no longer chosen go with it. */
  #chooseCompanies(companies: Scope['companies']): void {
    const chosen = this.#scope.value?.queues;
    const possible = this.#queuesOf(companies);
    const queues = chosen?.filter((id) => id === null || possible.some((queue) => queue.id === id));
    this.#choose(companies, chosen?.length !== 0 && queues?.length === 0 ? undefined : queues);
  }

  #queuesOf(companies: Scope['companies']): readonly SupportQueue[] {
    const queues = this.#queues.value ?? [];
    return companies ? queues.filter(({ company }) => companies.includes(company.id)) : queues;
  }

  /** Two companies may each have a queue of one name. */
  #queueOptions(companies: Scope['companies']): readonly PickerOption[] {
    const queues = this.#queuesOf(companies);
    const options: PickerOption[] = queues.map(({ id, name, company }) => {
      const twin = queues.some((other) => other.name === name && other.id !== id);
      return { id, name: twin ? `${name} (${company.name})` : name };
    });
    return [...options, { id: null, name: this.texts.t('scope.noQueue') }];
  }

  override render(): TemplateResult {
    const { texts } = this;
    const { companies, queues } = this.#scope.value ?? {};
    return html`<div class="pickers" role="group" aria-label=${texts.t('scope.label')}>
      ${this.#companyPicker.render({
        label: texts.t('scope.companies'),
        all: texts.t('scope.companies.all'),
        options: this.#session.value?.settings.companies ?? [],
        chosen: companies,
        choose: (chosen) => this.#chooseCompanies(chosen?.filter((id) => id !== null)),
      })}
      ${this.#queuePicker.render({
        label: texts.t('scope.queues'),
        all: texts.t('scope.queues.all'),
        options: this.#queueOptions(companies),
        chosen: queues,
        choose: (chosen) => this.#choose(companies, chosen),
      })}
    </div>`;
  }
}
