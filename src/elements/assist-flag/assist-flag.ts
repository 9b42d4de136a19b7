import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Chat } from '../../contract/index.js';
import { ActionController } from '../shared/action-controller.js';
import { assistText } from '../shared/assist-text.js';
import { ChatElement } from '../shared/chat-element.js';
import { followDirection } from '../shared/drop.js';
import { onEscape } from '../shared/escape.js';
import { icon } from '../shared/icon.js';
import { flag } from '../shared/icons.js';
import { Observed } from '../shared/monitor-consumer.js';
import { floorOrMine, ObservedChat } from '../shared/observed-chat.js';
import { reasonText } from '../shared/reason-text.js';
import { controlStyles } from '../shared/styles/controls.js';
import { overlayStyles } from '../shared/styles/overlays.js';
import { offerTexts } from '../shared/texts/english/offers.js';
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

  protected static override readonly english = offerTexts;

  readonly #actions = new ActionController(this, this.monitor, this.texts);
  readonly #connection = new Observed(this, this.monitor, (monitor) => monitor.connection);

  @query('.flag') private readonly flag!: HTMLElement | null;
  @query('.ask') private readonly popup!: HTMLElement | null;
  @query('textarea') private readonly message!: HTMLTextAreaElement | null;

  /** Whose flag. */
  @property({ attribute: 'chat-id' }) chatId: string | undefined;

  readonly #chat = new ObservedChat(this, this.monitor, () => this.chatId, floorOrMine);
  readonly #onKeyDown = onEscape(() => this.#closeForm());

  /** Focuses the flag where it is a button. */
  override focus(options?: FocusOptions): void {
    this.flag?.focus(options);
  }

  readonly #onToggle = (event: ToggleEvent): void => {
    if (event.newState === 'open') this.message?.focus();
  };

  #closeForm(): void {
    this.popup?.hidePopover();
    this.focus();
  }

  async #raise(event: SubmitEvent, chatId: string): Promise<void> {
    event.preventDefault();
    const message = this.message?.value.trim() ?? '';
    this.#closeForm();
    await this.#actions.run({ type: 'raise-assist', chatId, ...(message !== '' && { message }) });
  }

  override render(): TemplateResult {
    const chat = this.#chat.value;
    return html`${chat && this.#connection.value ? this.#renderFlag(chat) : nothing} ${this.#actions.render()}`;
  }

  #renderFlag(chat: Chat): TemplateResult | typeof nothing {
    const { texts } = this;
    const { id: chatId, assist } = chat;
    const monitor = this.monitor.value;
    const name = assist ? 'clear-assist' : 'raise-assist';
    const offer = monitor?.offers(chatId).find((each) => each.name === name);
    // Raised this moment, and not known yet who may clear it: the button stays the one that was used, and has its focus.
    const permission = offer?.permission ?? (monitor?.pendingOf(chatId) && ({ reason: 'in-progress' } as const));
    const request = assist && assistText(texts, assist);
    if (!permission) {
      return request === undefined
        ? nothing
        : html`<span class="flag mark raised" part="flag" title=${request}>${icon(flag, { label: request })}</span>`;
    }
    const reason = reasonText(texts, permission);
    const label = texts.t(`offer.${name}`);
    const title = request === undefined ? reason : `${request}. ${reason ?? label}`;
    const canRaise = !assist && reason === undefined;
    return html`
      <button
        class="flag button ${assist ? 'quiet square raised' : ''}"
        part="flag"
        popovertarget=${canRaise ? 'ask' : nothing}
        aria-haspopup=${canRaise ? 'dialog' : nothing}
        aria-label=${assist ? title : nothing}
        title=${title ?? nothing}
        aria-disabled=${reason === undefined ? nothing : 'true'}
        @click=${() => {
          if (assist && !reason) void this.#actions.run({ type: 'clear-assist', chatId, assistId: assist.id });
        }}
      >
        ${icon(flag)} ${assist ? nothing : label}
      </button>
      ${canRaise ? this.#renderForm(chatId, label) : nothing}
    `;
  }

  #renderForm(chatId: string, label: string): TemplateResult {
    const { texts } = this;
    return html`<div
      id="ask"
      class="ask drop popover"
      popover
      role="dialog"
      aria-label=${label}
      @beforetoggle=${followDirection}
      @toggle=${this.#onToggle}
      @keydown=${this.#onKeyDown}
    >
      <form @submit=${(event: SubmitEvent) => void this.#raise(event, chatId)}>
        <label>
          ${texts.t('assist.message')}
          <textarea class="field" rows="2" maxlength="500"></textarea>
        </label>
        <button class="button primary">${texts.t('assist.send')}</button>
      </form>
    </div>`;
  }
}
