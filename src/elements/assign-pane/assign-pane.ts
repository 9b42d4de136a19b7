import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Chat } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import { ActionController } from '../shared/action-controller.js';
import { ChatElement } from '../shared/chat-element.js';
import { onEscape } from '../shared/escape.js';
import { conflictText } from '../shared/failure-text.js';
import { icon } from '../shared/icon.js';
import { circleAlert } from '../shared/icons.js';
import { Observed } from '../shared/monitor-consumer.js';
import { floorOrMine, ObservedChat } from '../shared/observed-chat.js';
import { reasonText } from '../shared/reason-text.js';
import { controlStyles } from '../shared/styles/controls.js';
import { overlayStyles } from '../shared/styles/overlays.js';
import { assignTexts } from '../shared/texts/english/assign.js';
import { offerTexts } from '../shared/texts/english/offers.js';
import { AgentList } from './agent-list.js';
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

  protected static override readonly english = { ...offerTexts, ...assignTexts };

  readonly #agents = new Observed(this, this.monitor, (monitor) => monitor.agents);
  readonly #agentState = new Observed(this, this.monitor, (monitor) => monitor.list('agents'));
  readonly #queues = new Observed(this, this.monitor, (monitor) => monitor.queues);
  readonly #connection = new Observed(this, this.monitor, (monitor) => monitor.connection);
  readonly #actions = new ActionController(this, this.monitor, this.texts);
  readonly #agentList = new AgentList();
  readonly #list = new ChoiceList(this, this.texts);
  readonly #onKeyDown = onEscape(() => this.close());
  #release: Unsubscribe | undefined;
  #expected: string | undefined;
  #open = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement | null;
  @query('textarea') private readonly note!: HTMLTextAreaElement;

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
    if (this.#open) this.#release = monitor.use('agents');
    return [() => this.#unlease()];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  /** Opens the dialog. What the chat is at this moment is what the user decides on. */
  show(): void {
    if (!this.isConnected || this.#open) return;
    this.#open = true;
    this.#expected = this.#chat.value?.assignmentVersion;
    this.#release = this.monitor.value?.use('agents');
    this.#agentList.reset();
    this.#list.reset();
    this.#actions.dismiss();
    this.tab = 'agents';
    this.busy = false;
    this.problem = '';
    this.requestUpdate();
    void this.updateComplete.then(() => this.#showDialog());
  }

  /** Closes the dialog; a choice that was sent already is not taken back. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.dialog?.close();
    this.#unlease();
    this.dispatchEvent(new Event('close'));
  }

  #showDialog(): void {
    if (!this.#open || this.dialog?.open !== false) return;
    this.note.value = '';
    this.dialog.showModal();
    this.#list.focus();
  }

  #unlease(): void {
    this.#release?.();
    this.#release = undefined;
  }

  /** The browser closed it, or tells late of a closing of ours. */
  readonly #onClose = (): void => {
    if (!this.dialog?.open) this.close();
  };

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    void this.#submit();
  };

  async #submit(): Promise<void> {
    const { chatId, action, texts } = this;
    if (chatId === undefined || this.busy || this.#refusal !== undefined) return;
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
    const note = this.note.value.trim();
    const result = await this.#actions.run(
      {
        type: action,
        chatId,
        to: { type: chosen.agent ? 'agent' : 'queue', id: chosen.id },
        ...(this.#expected !== undefined && { expected: this.#expected }),
        ...(note !== '' && { note }),
      },
      (text) => (this.#open ? (this.problem = text) : this.#actions.tell(text)),
    );
    this.busy = false;
    if (typeof result === 'object' && result.state === 'failed') {
      // The user reads now what the chat has become; another choice is made on that.
      this.#expected = (result.error.chat ?? this.#chat.value)?.assignmentVersion;
    } else {
      this.close();
    }
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
    if (!targets?.queues) return ['agents'];
    return targets.agents ? ['agents', 'queues'] : ['queues'];
  }

  #choices(tab: PaneTab, chat: Chat | undefined): readonly Choice[] {
    const { texts, action } = this;
    const { query } = this.#list;
    const queues = this.#queues.value ?? [];
    if (tab === 'queues') return queueChoices(queues, chat, query, texts);
    // While they come in, there is no order yet to be kept.
    if (this.#agentState.value?.phase !== 'ready') this.#agentList.reset();
    const viewerId = this.monitor.value?.session.value?.viewer.id;
    return this.#agentList
      .update(this.#agents.value ?? [], { query, chat, queues })
      .map((agent) => agentChoice(agent, { action, chat, viewerId }, texts));
  }

  #empty(tab: PaneTab): string {
    const { texts } = this;
    if (this.#list.query !== '') return texts.t('assign.none.found', this.#list.query);
    const phase = this.#agentState.value?.phase;
    if (tab === 'queues' || phase === 'ready') return texts.t(`assign.none.${tab}`);
    return texts.t(phase === 'failed' ? 'assign.failed.agents' : 'common.loading');
  }

  #select(tab: PaneTab): void {
    if (tab === this.tab) return;
    this.tab = tab;
    this.problem = '';
    this.#agentList.reset();
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
          <h2 id="title" class="strong">${texts.t(`offer.${action}`)}</h2>
          ${
            chat
              ? html`<p class="muted cut" title=${chat.issue}>
                  ${texts.t('assign.subject', chat.requester.name, chat.issue)}
                </p>`
              : nothing
          }
        </header>
        <form @submit=${this.#onSubmit}>
          ${renderPaneTabs({ tabs, selected: tab, texts, select: (to) => this.#select(to) })}
          <div id="panel" role="tabpanel" aria-labelledby="tab-${tab}">
            ${this.#list.render(this.#choices(tab, chat), {
              search: texts.t(`assign.search.${tab}`),
              list: texts.t(`assign.tab.${tab}`),
              empty: this.#empty(tab),
            })}
            <label class="note">
              ${texts.t('assign.note')}
              <textarea class="field" rows="2"></textarea>
            </label>
          </div>
          ${this.#renderFoot()}
        </form>
      </dialog>
      ${this.#actions.render()}
    `;
  }

  #renderFoot(): TemplateResult {
    const { texts, action, busy } = this;
    // The connection decides too; reading it here is what makes the pane follow it.
    const refusal = this.#connection.value && this.#refusal;
    const text = this.problem || refusal;
    return html`
      <div role="alert">${text ? html`<p class="problem">${icon(circleAlert)} ${text}</p>` : nothing}</div>
      <div class="dialog-buttons">
        <button class="button" type="button" @click=${() => this.close()}>${texts.t('common.cancel')}</button>
        <button class="button primary" aria-disabled=${busy || refusal !== undefined ? 'true' : nothing}>
          ${texts.t(busy ? 'assign.busy' : `assign.submit.${action}`)}
        </button>
      </div>
    `;
  }
}
