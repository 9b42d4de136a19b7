import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Chat } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import { runAction } from '../shared/action-flow.js';
import { ChatElement } from '../shared/chat-element.js';
import { onEscape } from '../shared/escape.js';
import { conflictText, failureText } from '../shared/failure-text.js';
import { icon } from '../shared/icon.js';
import { circleAlert, x } from '../shared/icons.js';
import { MessageToast } from '../shared/message-toast.js';
import { Observed } from '../shared/monitor-consumer.js';
import { floorOrMine, ObservedChat } from '../shared/observed-chat.js';
import { reasonText } from '../shared/reason-text.js';
import { controlStyles } from '../shared/styles/controls.js';
import { overlayStyles } from '../shared/styles/overlays.js';
import { AgentChoices } from './agent-choices.js';
import { paneStyles } from './assign-pane.styles.js';
import { ChoiceList } from './choice-list.js';
import { agentChoice, queueChoices, type Choice } from './choices.js';
import { renderPaneTabs, type PaneTab } from './pane-tabs.js';

/**
 * Chooses who gets a chat: an available agent or a support queue, for assigning a chat that waits and for transferring
 * one that is being handled. A modal dialog, opened with `show()`.
 *
 * @tag assign-pane
 * @fires {ChatActionEvent} chat-action - The user chose; cancelable
 * @fires {ChatActionDoneEvent} chat-action-done - The backend agreed
 * @fires {ChatActionFailedEvent} chat-action-failed - The chat did not move, or nobody knows
 * @fires {Event} close - The pane was closed, whatever came of it; does not bubble
 * @csspart dialog - The dialog
 * @cssprop --chat-monitor-surface - Background of the dialog
 * @cssprop --chat-monitor-accent - Colour of focus, of the choice and of the main button
 * @cssprop --chat-monitor-warning - Colour of what is over capacity
 */
export class AssignPane extends ChatElement {
  static override styles: CSSResultGroup = [ChatElement.styles, controlStyles, overlayStyles, paneStyles];

  readonly #agents = new Observed(this, this.monitor, (monitor) => monitor.agents);
  readonly #agentList = new Observed(this, this.monitor, (monitor) => monitor.list('agents'));
  readonly #queues = new Observed(this, this.monitor, (monitor) => monitor.queues);
  readonly #connection = new Observed(this, this.monitor, (monitor) => monitor.connection);
  readonly #agentChoices = new AgentChoices();
  readonly #list = new ChoiceList(this, this.texts, (query) =>
    this.#agentChoices.reset(this.#agents.value ?? [], query),
  );
  readonly #toast = new MessageToast(this, this.texts);
  readonly #onKeyDown = onEscape(() => this.close());
  #release: Unsubscribe | undefined;
  #expected: string | undefined;
  #open = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Which chat. */
  @property({ attribute: 'chat-id' }) chatId: string | undefined;

  /** `assign` for a chat that waits, `transfer` for one that is being handled. */
  @property() action: 'assign' | 'transfer' = 'transfer';

  @state() private tab: PaneTab = 'agents';
  @state() private busy = false;
  @state() private problem = '';

  readonly #chat = new ObservedChat(this, this.monitor, () => this.chatId, floorOrMine);

  get open(): boolean {
    return this.#open;
  }

  protected override monitorConnected(monitor: ChatMonitor): readonly Unsubscribe[] {
    if (this.open) this.#lease(monitor);
    return [() => this.#unlease()];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  /** Opens the dialog. What the chat is at this moment is what the user decides on. */
  show(): void {
    if (!this.isConnected || this.open) return;
    const monitor = this.monitor.value;
    this.#open = true;
    this.#expected = this.#chat.value?.assignmentVersion;
    this.tab = 'agents';
    this.busy = false;
    this.problem = '';
    this.#toast.hide();
    if (monitor) this.#lease(monitor);
    this.#list.reset();
    this.requestUpdate();
    void this.updateComplete.then(() => this.#showDialog());
  }

  /** Closes the dialog; a choice that was sent already is not taken back. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.dialog.open) this.dialog.close();
    this.#unlease();
    this.dispatchEvent(new Event('close'));
  }

  #showDialog(): void {
    if (!this.#open || this.dialog.open) return;
    const note = this.#note;
    if (note) note.value = '';
    this.dialog.showModal();
    this.#list.focus();
  }

  #lease(monitor: ChatMonitor): void {
    this.#release ??= monitor.use('agents');
  }

  #unlease(): void {
    this.#release?.();
    this.#release = undefined;
  }

  /** The browser closed it, or tells late of a closing of ours. */
  readonly #onClose = (): void => {
    if (!this.dialog.open) this.close();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#submit();
  };

  get #note(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('textarea');
  }

  async #submit(): Promise<void> {
    const { chatId, action, texts } = this;
    const monitor = this.monitor.value;
    if (!monitor || chatId === undefined || this.busy || this.#refusal !== undefined) return;
    const { chosen } = this.#list;
    if (!chosen || chosen.blocked !== undefined) {
      this.problem = chosen?.blocked
        ? texts.t('assign.chosen.blocked', chosen.name, chosen.blocked)
        : texts.t(`assign.choose.${this.tab}`);
      this.#list.focus();
      return;
    }
    this.busy = true;
    this.problem = '';
    const note = this.#note?.value.trim() ?? '';
    const result = await runAction(this, monitor, {
      type: action,
      chatId,
      to: { type: chosen.type, id: chosen.id },
      ...(this.#expected !== undefined && { expected: this.#expected }),
      ...(note !== '' && { note }),
    });
    this.busy = false;
    if (result === 'prevented' || result.state === 'done') {
      this.close();
      return;
    }
    const text = failureText(texts, result);
    if (!this.open) {
      this.#toast.show(text);
      return;
    }
    this.problem = text;
    // The user reads now what the chat has become; another choice is made on that.
    this.#expected = (result.error.chat ?? this.#chat.value)?.assignmentVersion;
  }

  /** Why nothing can be chosen now. */
  get #refusal(): string | undefined {
    if (this.busy) return undefined;
    if (this.#chat.gone) return this.texts.t('reason.gone');
    const chat = this.#chat.value;
    if (!chat) return undefined;
    const offer = this.monitor.value?.offers(chat.id).find(({ name }) => name === this.action);
    if (offer) return reasonText(this.texts, offer.permission);
    const changed = chat.assignmentVersion !== this.#expected;
    return changed ? conflictText(this.texts, { chat }) : this.texts.t('reason.other');
  }

  get #tabs(): readonly PaneTab[] {
    const targets = this.monitor.value?.targets(this.chatId ?? '', this.action);
    return targets?.queues ? (targets.agents ? ['agents', 'queues'] : ['queues']) : ['agents'];
  }

  #choices(tab: PaneTab, chat: Chat | undefined): readonly Choice[] {
    const { texts, action } = this;
    if (tab === 'queues') return queueChoices(this.#queues.value ?? [], chat, this.#list.query, texts);
    this.#agentChoices.update(this.#agents.value ?? []);
    const viewerId = this.monitor.value?.session.value?.viewer.id;
    return this.#agentChoices.list({ action, chat, viewerId }).map((choice) => agentChoice(choice, texts));
  }

  #empty(tab: PaneTab): string {
    const { texts } = this;
    if (this.#list.query !== '') return texts.t('assign.none.found', this.#list.query);
    const phase = this.#agentList.value?.phase;
    if (tab === 'agents' && phase === 'failed') return texts.t('assign.failed.agents');
    if (tab === 'agents' && phase !== 'ready') return texts.t('common.loading');
    return texts.t(`assign.none.${tab}`);
  }

  #select(tab: PaneTab): void {
    if (tab === this.tab) return;
    this.tab = tab;
    this.problem = '';
    this.#list.reset();
  }

  override render(): TemplateResult {
    const { texts, action } = this;
    const chat = this.#chat.value;
    const tabs = this.#tabs;
    const tab = tabs.includes(this.tab) ? this.tab : (tabs[0] ?? 'agents');
    return html`
      <dialog part="dialog" aria-labelledby="title" @keydown=${this.#onKeyDown} @close=${this.#onClose}>
        <header>
          <div>
            <h2 id="title" class="strong">${texts.t(`assign.title.${action}`)}</h2>
            ${
              chat
                ? html`<p class="muted cut" title=${chat.issue}>
                    ${texts.t('assign.subject', chat.requester.name, chat.issue)}
                  </p>`
                : nothing
            }
          </div>
          <button
            class="button quiet square"
            type="button"
            aria-label=${texts.t('common.close')}
            @click=${() => this.close()}
          >
            ${icon(x)}
          </button>
        </header>
        <form class="body" novalidate @submit=${this.#onSubmit}>
          ${renderPaneTabs({ tabs, selected: tab, texts, select: (to) => this.#select(to) })}
          <div id="panel" class="panel" role="tabpanel" aria-labelledby="tab-${tab}">
            ${this.#list.render(this.#choices(tab, chat), {
              search: texts.t(`assign.search.${tab}`),
              list: texts.t(`assign.list.${tab}`),
              empty: this.#empty(tab),
            })}
            <label class="note">
              <span>${texts.t(tab === 'agents' ? 'assign.note' : 'assign.note.queue')}</span>
              <textarea class="field" rows="2"></textarea>
            </label>
          </div>
          ${this.#renderFoot()}
        </form>
      </dialog>
      ${this.#toast.render()}
    `;
  }

  #renderFoot(): TemplateResult {
    const { texts, action, busy } = this;
    // The connection decides too; reading it here is what makes the pane follow it.
    const refusal = this.#connection.value && this.#refusal;
    const text = this.problem || refusal;
    return html`
      <div role="alert">${text ? html`<p class="problem">${icon(circleAlert)}<span>${text}</span></p>` : nothing}</div>
      <div class="dialog-buttons">
        <button class="button" type="button" @click=${() => this.close()}>${texts.t('common.cancel')}</button>
        <button class="button primary" aria-disabled=${busy || refusal !== undefined ? 'true' : nothing}>
          ${texts.t(busy ? 'assign.busy' : `assign.submit.${action}`)}
        </button>
      </div>
    `;
  }
}
