import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Chat, JoinMode, Notice, OnChatCommand } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import { ActionController } from '../shared/action-controller.js';
import { assistText } from '../shared/assist-text.js';
import { ChatElement } from '../shared/chat-element.js';
import { connectionLine } from '../shared/connection-line.js';
import { connectionLineStyles } from '../shared/styles/connection-line.js';
import type { ChatOpenEvent } from '../shared/events/chat-open-event.js';
import { icon } from '../shared/icon.js';
import { messagesSquare } from '../shared/action-icons.js';
import { flag, triangleAlert, x, type IconNode } from '../shared/icons.js';
import { info, lock, wifiOff } from '../shared/state-icons.js';
import { Observed } from '../shared/monitor-consumer.js';
import { openChat } from '../shared/open-chat.js';
import { reasonText } from '../shared/reason-text.js';
import { reasonOf, statePanel } from '../shared/state-panel.js';
import { statePanelStyles } from '../shared/styles/state-panel.js';
import { controlStyles } from '../shared/styles/controls.js';
import { overlayStyles } from '../shared/styles/overlays.js';
import { connectionTexts } from '../shared/texts/english/connection.js';
import { myChatsTexts } from '../shared/texts/english/my-chats.js';
import { offerTexts } from '../shared/texts/english/offers.js';
import { myChatsStyles } from './my-chats.styles.js';
import { isNews, noticeText } from './notice-text.js';
import { UnreadCounts } from './unread-counts.js';

type View = ReturnType<ChatMonitor['createView']>;

/**
 * The viewer's chats: handled, joined, and those that wait for the viewer's yes; above them what happened to chats that
 * are not there any more. Choosing one opens it.
 *
 * @tag my-chats
 * @fires {ChatOpenEvent} chat-open - A chat is to be shown; cancelable, by default the page's `chat-transcript` shows it
 * @fires {ChatActionEvent} chat-action - The user accepted or declined a transfer; cancelable
 * @fires {ChatActionDoneEvent} chat-action-done - The backend agreed
 * @fires {ChatActionFailedEvent} chat-action-failed - It did not happen, or nobody knows
 * @csspart chat - One chat of the list
 * @csspart notice - One notice
 * @cssprop --chat-monitor-accent - Colour of focus, of the chosen chat and of what is new
 * @cssprop --chat-monitor-assist - Colour of the sign for an open request for assistance
 */
export class MyChats extends ChatElement {
  static override styles: CSSResultGroup = [
    ChatElement.styles,
    controlStyles,
    overlayStyles,
    connectionLineStyles,
    statePanelStyles,
    myChatsStyles,
  ];
  protected static override readonly english = { ...connectionTexts, ...offerTexts, ...myChatsTexts };

  readonly #session = new Observed(this, this.monitor, (monitor) => monitor.session);
  readonly #state = new Observed(this, this.monitor, (monitor) => monitor.list('mine'));
  readonly #notices = new Observed(this, this.monitor, (monitor) => monitor.notices);
  readonly #connection = new Observed(this, this.monitor, (monitor) => monitor.connection);
  readonly #actions = new ActionController(this, this.monitor, this.texts);
  readonly #unread = new UnreadCounts();
  #view: View | undefined;

  /** Id of the chosen chat; follows the chats that are opened on the page. */
  @property() selected: string | undefined;

  protected override monitorConnected(monitor: ChatMonitor): readonly Unsubscribe[] {
    const view = monitor.createView({
      list: 'mine',
      sort: [{ key: (chat) => (isOffered(chat) ? 0 : 1) }, { key: (chat) => chat.openedAt, descending: true }],
    });
    this.#view = view;
    this.requestUpdate();
    return [
      view.subscribe(() => this.requestUpdate()),
      monitor.use('mine'),
      // Only offered chats show a time that runs.
      monitor.ticker.subscribe(() => {
        if (view.rows.some(({ transfer }) => transfer?.expiresAt !== undefined)) this.requestUpdate();
      }),
      monitor.use('notices'),
      () => {
        view.dispose();
        this.#view = undefined;
      },
    ];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.ownerDocument.addEventListener('chat-open', this.#onChatOpen as EventListener);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ownerDocument.removeEventListener('chat-open', this.#onChatOpen as EventListener);
  }

  protected override willUpdate(): void {
    this.#unread.update(this.#view?.rows ?? [], this.selected);
  }

  /** Focuses the chosen chat, else the first one. */
  override focus(options?: FocusOptions): void {
    const rows = this.renderRoot.querySelectorAll<HTMLElement>('.open');
    const chosen = this.renderRoot.querySelector<HTMLElement>('.open[aria-current]');
    (chosen ?? rows[0])?.focus(options);
  }

  readonly #onChatOpen = (event: ChatOpenEvent): void => {
    this.selected = event.detail.chatId;
  };

  #open(chatId: string, mode: JoinMode | undefined): void {
    const monitor = this.monitor.value;
    if (monitor) openChat(this, monitor, chatId, mode);
  }

  async #answer(command: OnChatCommand): Promise<void> {
    const result = await this.#actions.run(command);
    if (command.type !== 'accept' || result === undefined || result === 'prevented') return;
    if (result.state === 'done') this.#open(command.chatId, undefined);
  }

  override render(): TemplateResult {
    const monitor = this.monitor.value;
    const rows = this.#view?.rows ?? [];
    return html`
      ${monitor && rows.length > 0 ? connectionLine(monitor, this.texts.current) : nothing} ${this.#renderNotices()}
      ${this.#renderList(rows)} ${this.#actions.render()}
    `;
  }

  #renderList(rows: readonly Chat[]): TemplateResult {
    const { texts } = this;
    const state = this.#state.value;
    if (rows.length > 0) {
      return html`<ul class="chats" aria-label=${texts.t('myChats.label')}>
        ${repeat(
          rows,
          ({ id }) => id,
          (chat) => this.#renderChat(chat),
        )}
      </ul>`;
    }
    if (this.monitor.missing) {
      return statePanel({
        icon: wifiOff,
        title: texts.t('connection.missing'),
        hint: texts.t('connection.missing.hint'),
      });
    }
    if (state?.phase === 'failed') {
      return this.#renderTrouble(triangleAlert, texts.t('myChats.failed'), reasonOf(texts, state.error));
    }
    if (state?.phase === 'ready') {
      return statePanel({ icon: messagesSquare, title: texts.t('myChats.empty'), hint: texts.t('myChats.empty.hint') });
    }
    const { status, error } = this.#connection.value ?? {};
    if (status === 'signed-out') {
      return this.#renderTrouble(lock, texts.t('connection.signed-out'), texts.t('connection.signed-out.hint'));
    }
    if (status === 'offline') {
      return this.#renderTrouble(wifiOff, texts.t('connection.offline'), reasonOf(texts, error));
    }
    return html`<div class="skeleton" role="status" aria-label=${texts.t('common.loading')}>
      <span></span><span></span>
    </div>`;
  }

  #renderTrouble(sign: IconNode, title: string, hint: string | undefined): TemplateResult {
    const run = (): void => this.monitor.value?.reconnect();
    return statePanel({
      icon: sign,
      title,
      ...(hint !== undefined && { hint }),
      action: { label: this.texts.t('common.retry'), run },
    });
  }

  #renderChat(chat: Chat): TemplateResult {
    const { texts } = this;
    const viewerId = this.#session.value?.viewer.id;
    const mode = chat.participants.find(({ id }) => id === viewerId)?.mode;
    const unread = this.#unread.of(chat);
    return html`<li class="chat" part="chat">
      <button
        class="open"
        aria-current=${chat.id === this.selected ? 'true' : nothing}
        @click=${() => this.#open(chat.id, mode)}
      >
        <span class="who">
          ${chat.assist ? icon(flag, { label: assistText(texts, chat.assist) }) : nothing}
          <span class="strong cut" title=${chat.requester.name}><bdi>${chat.requester.name}</bdi></span>
        </span>
        <span class="role muted cut">${this.#roleIn(chat, viewerId, mode)}</span>
        <span class="issue muted cut" title=${chat.issue}><bdi>${chat.issue}</bdi></span>
        ${unread > 0 ? html`<span class="unread">${texts.t('myChats.unread', unread)}</span>` : nothing}
      </button>
      ${isOffered(chat) ? this.#renderAnswers(chat) : nothing}
    </li>`;
  }

  #roleIn(chat: Chat, viewerId: string | undefined, mode: JoinMode | undefined): string {
    const { texts } = this;
    if (mode) return texts.t(`myChats.role.${mode}`);
    if (chat.assignee && chat.assignee.id !== viewerId) return texts.t('myChats.role.sent', chat.assignee.name);
    return texts.t(chat.status === 'transferred' ? 'myChats.role.transferred' : 'myChats.role.assignee');
  }

  #renderAnswers(chat: Chat): TemplateResult {
    const { texts } = this;
    // What is offered depends on the connection as well.
    const offers = this.#connection.value ? (this.monitor.value?.offers(chat.id) ?? []) : [];
    return html`<div class="answers">
      ${this.#renderTransfer(chat)}
      ${(['decline', 'accept'] as const).map((type) => {
        const offer = offers.find(({ name }) => name === type);
        if (!offer) return nothing;
        const reason = reasonText(texts, offer.permission);
        return html`<button
          class="button ${type === 'accept' ? 'primary' : ''}"
          aria-label=${texts.t(`myChats.${type}`, chat.requester.name)}
          aria-disabled=${reason === undefined ? nothing : 'true'}
          title=${reason ?? nothing}
          @click=${() =>
            reason === undefined && void this.#answer({ type, chatId: chat.id, expected: chat.assignmentVersion })}
        >
          ${texts.t(`offer.${type}`)}
        </button>`;
      })}
    </div>`;
  }

  /** From whom, with what note, and how long the viewer has. */
  #renderTransfer({ transfer }: Chat): TemplateResult | typeof nothing {
    const { texts } = this;
    if (!transfer) return nothing;
    const { from, note, expiresAt } = transfer;
    const left = expiresAt === undefined ? undefined : expiresAt - (this.monitor.value?.ticker.now() ?? expiresAt);
    const words = [
      ...(from ? [texts.t('myChats.from', from.name)] : []),
      ...(left === undefined ? [] : [texts.t('myChats.expires', left)]),
    ];
    return html`<span class="muted">${words.join(' · ')} ${note ? html`<bdi>“${note}”</bdi>` : nothing}</span>`;
  }

  #renderNotices(): TemplateResult {
    const notices = (this.#notices.value ?? []).filter(isNews);
    return html`<div class="notices" role="log" aria-label=${this.texts.t('myChats.notices')}>
      ${repeat(
        notices,
        ({ id }) => id,
        (notice) => this.#renderNotice(notice),
      )}
    </div>`;
  }

  #renderNotice(notice: Notice): TemplateResult {
    const { texts } = this;
    const now = this.monitor.value?.ticker.now() ?? notice.at;
    return html`<div class="notice" part="notice">
      ${icon(info)}
      <p>
        ${noticeText(texts, notice)} ${notice.note ? html`<bdi class="note muted">“${notice.note}”</bdi>` : nothing}
        <time class="muted">${texts.current.time(notice.at, now)}</time>
      </p>
      <button
        class="button quiet square"
        aria-label=${texts.t('myChats.dismiss')}
        @click=${() => this.monitor.value?.dismissNotice(notice.id)}
      >
        ${icon(x)}
      </button>
    </div>`;
  }
}

/** Waits for the viewer's yes or no. */
function isOffered(chat: Chat): boolean {
  return chat.allowed.accept !== undefined || chat.allowed.decline !== undefined;
}
