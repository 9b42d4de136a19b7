import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Chat } from '../../contract/index.js';
import { ActionController } from '../shared/action-controller.js';
import { assistText } from '../shared/assist-text.js';
import { ChatElement } from '../shared/chat-element.js';
import { onEscape } from '../shared/escape.js';
import { icon } from '../shared/icon.js';
import { flag } from '../shared/icons.js';
import { Observed } from '../shared/monitor-consumer.js';
import { floorOrMine, ObservedChat } from '../shared/observed-chat.js';
import { reasonText } from '../shared/reason-text.js';
import { controlStyles } from '../shared/styles/controls.js';
import { overlayStyles } from '../shared/styles/overlays.js';
import { flagStyles } from './assist-flag.styles.js';

/**
 * The flag of one chat. While an agent asks for help it is red, and a click takes it down where the viewer may; else,
 * for who may raise it, it asks for help with a short message.
 *
 * @tag assist-flag
 * @fires {ChatActionEvent} chat-action - The user raised the flag or took it down; cancelable
 * @fires {ChatActionDoneEvent} chat-action-done - The backend agreed
 * @fires {ChatActionFailedEvent} chat-action-failed - It did not happen, or nobody knows
 * @csspart flag - The flag, as a button or as a mark only
 * @cssprop --chat-monitor-assist - Colour of a raised flag
 * @cssprop --chat-monitor-surface - Background of the small form
 */
export class AssistFlag extends ChatElement {
  static override styles: CSSResultGroup = [ChatElement.styles, controlStyles, overlayStyles, flagStyles];

  readonly #actions = new ActionController(this, this.monitor, this.texts);
  readonly #connection = new Observed(this, this.monitor, (monitor) => monitor.connection);

  @query('.flag') private readonly flag!: HTMLElement | null;
  @query('.ask') private readonly form!: HTMLElement | null;

  /** Whose flag. */
  @property({ attribute: 'chat-id' }) chatId: string | undefined;

  readonly #chat = new ObservedChat(this, this.monitor, () => this.chatId, floorOrMine);
  #keepFocus = false;
  readonly #onKeyDown = onEscape(() => this.#closeForm());

  protected override willUpdate(): void {
    const active = this.shadowRoot?.activeElement;
    this.#keepFocus ||= active !== undefined && active !== null && active === this.flag;
  }

  /** The button that was used becomes another one, with a mark in between that cannot have focus. */
  protected override updated(): void {
    if (!this.#keepFocus) return;
    if (this.ownerDocument.activeElement === this.ownerDocument.body) this.focus();
    this.#keepFocus = this.ownerDocument.activeElement === this.ownerDocument.body;
  }

  /** Focuses the flag where it is a button. */
  override focus(options?: FocusOptions): void {
    this.flag?.focus(options);
  }

  #closeForm(): void {
    this.form?.hidePopover();
    this.focus();
  }

  readonly #onBeforeToggle = (event: ToggleEvent): void => {
    const form = event.currentTarget as HTMLElement;
    form.classList.toggle('rtl', getComputedStyle(this).direction === 'rtl');
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === 'open') this.form?.querySelector('textarea')?.focus();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const { chatId } = this;
    const field = (event.currentTarget as HTMLFormElement).querySelector('textarea');
    if (chatId === undefined || !field) return;
    const message = field.value.trim();
    this.#closeForm();
    void this.#actions.run({ type: 'raise-assist', chatId, ...(message !== '' && { message }) });
  };

  override render(): TemplateResult {
    const chat = this.#chat.value;
    return html`${chat && this.#connection.value ? this.#renderFlag(chat) : nothing} ${this.#actions.render()}`;
  }

  #renderFlag(chat: Chat): TemplateResult | typeof nothing {
    const { texts } = this;
    const name = chat.assist ? 'clear-assist' : 'raise-assist';
    const offer = this.monitor.value?.offers(chat.id).find((each) => each.name === name);
    const reason = offer && reasonText(texts, offer.permission);
    if (!chat.assist) return offer ? this.#renderRaise(reason) : nothing;
    const { id: assistId } = chat.assist;
    const request = assistText(texts, chat.assist);
    if (!offer) {
      return html`<span class="flag mark raised" part="flag" title=${request}>
        ${icon(flag, { label: request })}
      </span>`;
    }
    const title = [request, reason ?? texts.t('assist.clear')].join('. ');
    return html`<button
      class="flag button quiet square raised"
      part="flag"
      aria-label=${title}
      title=${title}
      aria-disabled=${reason === undefined ? nothing : 'true'}
      @click=${() => reason === undefined && void this.#actions.run({ type: 'clear-assist', chatId: chat.id, assistId })}
    >
      ${icon(flag)}
    </button>`;
  }

  #renderRaise(reason: string | undefined): TemplateResult {
    const { texts } = this;
    const label = html`${icon(flag)} ${texts.t('assist.raise')}`;
    if (reason !== undefined) {
      return html`<button
        class="flag button"
        part="flag"
        aria-disabled="true"
        aria-description=${reason}
        title=${reason}
      >
        ${label}
      </button>`;
    }
    return html`
      <button class="flag button" part="flag" popovertarget="ask" aria-haspopup="dialog">${label}</button>
      <div
        id="ask"
        class="ask popover"
        popover
        role="dialog"
        aria-label=${texts.t('assist.raise')}
        @beforetoggle=${this.#onBeforeToggle}
        @toggle=${this.#onToggle}
        @keydown=${this.#onKeyDown}
      >
        <form @submit=${this.#onSubmit}>
          <label>
            ${texts.t('assist.message')}
            <textarea class="field" rows="2" maxlength="500"></textarea>
          </label>
          <button class="button primary">${texts.t('assist.send')}</button>
        </form>
      </div>
    `;
  }
}
