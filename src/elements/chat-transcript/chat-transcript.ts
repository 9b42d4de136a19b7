import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Chat } from '../../contract/index.js';
import type { TranscriptState } from '../../monitor/types.js';
import { ChatElement } from '../shared/chat-element.js';
import { connectionLine } from '../shared/connection-line.js';
import { connectionLineStyles } from '../shared/styles/connection-line.js';
import { icon } from '../shared/icon.js';
import { eye, messagesSquare } from '../shared/action-icons.js';
import { triangleAlert, type IconNode } from '../shared/icons.js';
import { inbox, lock, wifiOff } from '../shared/state-icons.js';
import { Observed } from '../shared/monitor-consumer.js';
import { mineOrFloor, ObservedChat } from '../shared/observed-chat.js';
import { reasonText } from '../shared/reason-text.js';
import { reasonOf, statePanel } from '../shared/state-panel.js';
import { statePanelStyles } from '../shared/styles/state-panel.js';
import { controlStyles } from '../shared/styles/controls.js';
import { actionTexts } from '../shared/texts/english/actions.js';
import { connectionTexts } from '../shared/texts/english/connection.js';
import { offerTexts } from '../shared/texts/english/offers.js';
import { transcriptTexts } from '../shared/texts/english/transcript.js';
import { transcriptStyles } from './chat-transcript.styles.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';
import { StickToEnd } from './stick-to-end.js';
import { TranscriptSource } from './transcript-source.js';

/**
 * One chat's messages, for reading along in Monitor mode and for taking part otherwise. Fills a height that the page
 * gives it, else has one of its own.
 *
 * @tag chat-transcript
 * @csspart header - Whose chat it is, and about what
 * @csspart messages - The scrolled messages
 * @cssprop --chat-monitor-transcript-size - Height where the page gives none, 28em
 * @cssprop --chat-monitor-accent - Colour of focus, of own messages and of the send button
 */
export class ChatTranscript extends ChatElement {
  static override styles: CSSResultGroup = [
    ChatElement.styles,
    controlStyles,
    connectionLineStyles,
    statePanelStyles,
    transcriptStyles,
  ];
  protected static override readonly english = {
    ...actionTexts,
    ...connectionTexts,
    ...offerTexts,
    ...transcriptTexts,
  };

  readonly #connection = new Observed(this, this.monitor, (monitor) => monitor.connection);
  readonly #session = new Observed(this, this.monitor, (monitor) => monitor.session);

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('textarea') private readonly field!: HTMLElement | null;

  /** Which chat. */
  @property({ attribute: 'chat-id' }) chatId: string | undefined;

  readonly #chat = new ObservedChat(this, this.monitor, () => this.chatId, mineOrFloor);
  readonly #source = new TranscriptSource(
    this,
    this.monitor,
    () => this.chatId,
    () => this.#chat.value,
  );
  readonly #scroll = new StickToEnd(this, () => this.#markRead());
  readonly #list = new MessageList(this, this.texts, this.#scroll);
  readonly #composer = new Composer(
    this,
    this.texts,
    (text, key) => this.#source.send(text, key),
    () => this.#scroll.toEnd(),
  );
  /** As it was when it was last known: for the heading of a chat that has left. */
  #lastChat: Chat | undefined;
  /** Where focus was when it was asked for before there was anything to focus. */
  #focusFrom: Element | null | undefined;
  /** The last message that the reader has come to. */
  #readId: string | undefined;

  /** Focuses where one can write, else the messages; once they are there, unless the user has gone elsewhere by then. */
  override focus(options?: FocusOptions): void {
    const target = this.field ?? this.scroller;
    this.#focusFrom = target ? undefined : this.ownerDocument.activeElement;
    target?.focus(options);
  }

  protected override updated(): void {
    if (!this.#focusFrom || !(this.field ?? this.scroller)) return;
    if (this.#focusFrom === this.ownerDocument.activeElement) this.focus();
    this.#focusFrom = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('chatId')) {
      this.#lastChat = undefined;
      this.#readId = undefined;
      this.#list.reset();
      this.#scroll.toEnd();
    }
    this.#lastChat = this.#chat.value ?? this.#lastChat;
    if (this.#scroll.atEnd) this.#readId = this.#source.state?.messages.at(-1)?.id ?? this.#readId;
  }

  #markRead(): void {
    this.#readId = this.#source.state?.messages.at(-1)?.id;
    this.requestUpdate();
  }

  /** Messages of others that came while the reader was further up. */
  #unread({ messages }: TranscriptState): number {
    const at = messages.findLastIndex(({ id }) => id === this.#readId);
    const viewerId = this.#session.value?.viewer.id;
    return messages.slice(at + 1).filter(({ author }) => author.id !== viewerId).length;
  }

  override render(): TemplateResult {
    const chat = this.#lastChat;
    const { texts } = this;
    return html`
      ${
        chat
          ? html`<header part="header">
              <p class="strong cut" title=${chat.requester.name}><bdi>${chat.requester.name}</bdi></p>
              <p class="muted cut" title=${chat.issue}><bdi>${chat.issue}</bdi></p>
            </header>`
          : nothing
      }
      ${this.#renderBody(texts.t('transcript.label', chat?.requester.name ?? ''))}
    `;
  }

  #renderBody(label: string): TemplateResult {
    const { texts, chatId } = this;
    const state = this.#source.state;
    const chat = this.#chat.value;
    if (chatId === undefined) return statePanel({ icon: messagesSquare, title: texts.t('transcript.none') });
    if (this.monitor.missing) {
      return statePanel({
        icon: wifiOff,
        title: texts.t('connection.missing'),
        hint: texts.t('connection.missing.hint'),
      });
    }
    if (!state) {
      if (this.#chat.gone) return statePanel({ icon: inbox, title: texts.t('transcript.gone') });
      return chat ? this.#renderDenied(chat) : this.#renderSkeleton();
    }
    if (this.#chat.gone && state.messages.length === 0) {
      return statePanel({ icon: inbox, title: texts.t('transcript.gone') });
    }
    if (state.phase === 'failed' && !this.#chat.gone) {
      return renderPanel(triangleAlert, texts.t('transcript.failed'), reasonOf(texts, state.error));
    }
    if (state.phase !== 'ready' && state.messages.length === 0) return this.#renderSkeleton();
    return html`${this.#renderBar(state)} ${this.#renderReading(state, label)} ${this.#renderComposer(state)}`;
  }

  #renderDenied(chat: Chat): TemplateResult {
    const permission = chat.allowed['read-messages'];
    const reason = permission && reasonText(this.texts, permission);
    return renderPanel(lock, this.texts.t('transcript.denied'), reason);
  }

  #renderSkeleton(): TemplateResult {
    return html`<div class="skeleton" role="status" aria-label=${this.texts.t('common.loading')}>
      <span></span><span></span><span></span>
    </div>`;
  }

  #renderBar({ mode }: TranscriptState): TemplateResult | typeof nothing {
    const { texts } = this;
    const monitor = this.monitor.value;
    if (this.#chat.gone) return html`<p class="bar">${icon(inbox)} ${texts.t('transcript.gone')}</p>`;
    if (monitor && this.#connection.value?.status !== 'live') return connectionLine(monitor, texts.current);
    if (mode !== 'monitor') return nothing;
    const { joins } = this.#session.value?.capabilities.guarantees ?? {};
    return html`<p class="bar">
      ${icon(eye)} ${texts.t(joins === 'own' ? 'transcript.monitoring.own' : 'transcript.monitoring')}
    </p>`;
  }

  #renderReading(state: TranscriptState, label: string): TemplateResult {
    const { texts } = this;
    const unread = this.#unread(state);
    const now = this.monitor.value?.ticker.now() ?? Date.now();
    return html`<div class="reading">
      <div class="scroller" part="messages" role="log" tabindex="0" aria-label=${label}>
        ${
          state.messages.length === 0
            ? html`<p class="muted">${texts.t('transcript.empty')}</p>`
            : this.#list.render(state.messages, this.#session.value?.viewer.id, now)
        }
      </div>
      ${
        unread > 0 && !this.#scroll.atEnd
          ? html`<button class="button pill" @click=${() => this.#scroll.toEnd()}>
              ${texts.t('transcript.new', unread)}
            </button>`
          : nothing
      }
    </div>`;
  }

  /** Stays while the connection is away, so that nobody loses a text or the place. */
  #renderComposer({ canSend, mode }: TranscriptState): TemplateResult | typeof nothing {
    const { chatId } = this;
    const permission = this.#chat.value?.allowed['send-message'];
    if (chatId === undefined || mode === 'monitor' || permission === undefined) return nothing;
    if (permission !== true) return html`<p class="bar">${reasonText(this.texts, permission)}</p>`;
    const maxLength = this.#session.value?.settings.maxMessageLength;
    return this.#composer.render({ chatId, canSend, maxLength });
  }
}

function renderPanel(sign: IconNode, title: string, hint: string | undefined): TemplateResult {
  return statePanel({ icon: sign, title, ...(hint !== undefined && { hint }) });
}
