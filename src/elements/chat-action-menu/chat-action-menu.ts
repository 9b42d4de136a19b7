import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Chat, JoinMode } from '../../contract/index.js';
import type { Offer, OfferName } from '../../monitor/types.js';
import type { AssignPane } from '../assign-pane/assign-pane.js';
import { ActionController } from '../shared/action-controller.js';
import { ChatElement } from '../shared/chat-element.js';
import { ConfirmDialog } from '../shared/confirm-dialog.js';
import { followDirection } from '../shared/drop.js';
import { icon } from '../shared/icon.js';
import { ellipsisVertical } from '../shared/icons.js';
import { Observed } from '../shared/monitor-consumer.js';
import { floorOrMine, ObservedChat } from '../shared/observed-chat.js';
import { openChat } from '../shared/open-chat.js';
import { controlStyles } from '../shared/styles/controls.js';
import { overlayStyles } from '../shared/styles/overlays.js';
import { connectionTexts } from '../shared/texts/english/connection.js';
import { offerTexts } from '../shared/texts/english/offers.js';
import { menuStyles } from './chat-action-menu.styles.js';
import { commandFor, type DirectOffer } from './command-for.js';
import { menuEntries, steadyOffers, type MenuEntry } from './menu-entries.js';
import { itemFor } from './menu-keyboard.js';
import { renderEntry, renderNothing } from './menu-view.js';

/** What the user saw when the menu opened: decisions rest on this, whatever comes in meanwhile. */
interface Opened {
  readonly chatId: string;
  readonly chat: Chat | undefined;
  readonly offers: readonly Offer[];
  readonly anchor: HTMLElement;
}

/**
 * The actions of one chat, as a menu behind a button. With `anchored` it has no button of its own and is opened with
 * `show(anchor)`, so that one instance can serve many rows.
 *
 * @tag chat-action-menu
 * @fires {ChatActionEvent} chat-action - The user chose, and where needed confirmed, an action; cancelable
 * @fires {ChatActionDoneEvent} chat-action-done - The backend agreed
 * @fires {ChatActionFailedEvent} chat-action-failed - The action did not happen, or nobody knows
 * @fires {ChatOpenEvent} chat-open - A chat is to be shown; cancelable, by default the page's `chat-transcript` shows it
 * @fires {ToggleEvent} toggle - The menu, or the pane or question that it led to, was opened or closed
 * @csspart trigger - The button that opens the menu
 * @csspart menu - The menu
 * @cssprop --chat-monitor-surface - Background of the menu
 * @cssprop --chat-monitor-accent - Colour of focus and of the main button
 */
export class ChatActionMenu extends ChatElement {
  static override styles: CSSResultGroup = [ChatElement.styles, controlStyles, overlayStyles, menuStyles];

  protected static override readonly english = { ...connectionTexts, ...offerTexts };

  readonly #connection = new Observed(this, this.monitor, (monitor) => monitor.connection);
  readonly #actions = new ActionController(this, this.monitor, this.texts);
  readonly #confirm = new ConfirmDialog(this, this.texts);

  @query('.menu') private readonly menu!: HTMLElement;
  @query('assign-pane') private readonly pane!: AssignPane | null;
  @query('.trigger') private readonly trigger!: HTMLElement | null;

  /** Whose actions. */
  @property({ attribute: 'chat-id' }) chatId: string | undefined;

  /** No button of its own: the host opens the menu with `show(anchor)`. */
  @property({ type: Boolean, reflect: true }) anchored = false;

  @state() private opened: Opened | undefined;
  @state() private menuOpen = false;
  @state() private paneAction: 'assign' | 'transfer' | undefined;

  readonly #chat = new ObservedChat(this, this.monitor, () => this.chatId, floorOrMine);

  /** The menu is open, or the pane or question that an entry of it led to. */
  get open(): boolean {
    return this.opened !== undefined;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.hide();
  }

  protected override willUpdate(): void {
    if (this.opened && this.opened.chatId !== this.chatId) this.hide();
  }

  /**
   * Opens the menu at an element, by default at its own button, and moves focus to its first entry. Called again for
   * the element that it is open at, it closes: so does a second press of a menu's button.
   * Opens nothing where there is no `chat-id` or nothing to be at.
   */
  show(anchor: HTMLElement | null = this.trigger, focus: 'first' | 'last' = 'first'): void {
    const { chatId, opened } = this;
    if (chatId === undefined || !anchor?.isConnected || !this.isConnected) return;
    const again = this.menuOpen && opened?.anchor === anchor && opened.chatId === chatId;
    this.#close(again);
    if (again) return;
    this.#actions.dismiss();
    const monitor = this.monitor.value;
    this.opened = { chatId, chat: monitor?.chat(chatId), offers: monitor?.offers(chatId) ?? [], anchor };
    this.menuOpen = true;
    window.addEventListener('pointerdown', this.#onPointerDown, true);
    this.dispatchEvent(new ToggleEvent('toggle', { oldState: 'closed', newState: 'open' }));
    void this.updateComplete.then(() => this.#showMenu(focus));
  }

  /** Closes the menu, and the pane or question that it led to; nothing happens to the chat. */
  hide(): void {
    this.#close(false);
  }

  /** Focuses the button. */
  override focus(options?: FocusOptions): void {
    this.trigger?.focus(options);
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    const path = event.composedPath();
    if (!path.includes(this.menu) && !path.includes(this.opened?.anchor ?? this)) this.#close(false);
  };

  readonly #onTriggerKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.show(this.trigger, event.key === 'ArrowDown' ? 'first' : 'last');
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === 'Escape' || key === 'Tab') this.#close(true);
    // Not prevented: focus was put back, and the browser moves on from there.
    if (key === 'Tab') return;
    const item = itemFor(key, this.#items, this.shadowRoot?.activeElement ?? null);
    item?.focus();
    // Letters are ours, also where they lead nowhere; Space and Enter choose.
    if (item || key === 'Escape' || (key.length === 1 && key !== ' ')) event.preventDefault();
  };

  #showMenu(focus: 'first' | 'last'): void {
    if (!this.menuOpen || !this.opened || this.menu.matches(':popover-open')) return;
    this.menu.showPopover({ source: this.opened.anchor });
    this.#items.at(focus === 'first' ? 0 : -1)?.focus();
  }

  /** At once and not with the next update: what comes next may look at where focus is. */
  #closeMenu(restore: boolean): void {
    window.removeEventListener('pointerdown', this.#onPointerDown, true);
    this.menuOpen = false;
    if (this.hasUpdated) this.menu.hidePopover();
    if (restore) this.opened?.anchor.focus();
  }

  #close(restore: boolean): void {
    this.#closeMenu(restore);
    this.pane?.close();
    this.#end();
  }

  #end(): void {
    if (!this.opened) return;
    this.opened = undefined;
    this.dispatchEvent(new ToggleEvent('toggle', { oldState: 'open', newState: 'closed' }));
  }

  async #choose(entry: MenuEntry): Promise<void> {
    const { opened } = this;
    if (entry.reason !== undefined || !opened) return;
    this.#closeMenu(true);
    if (entry.name === 'assign' || entry.name === 'transfer') return this.#openPane(entry.name);
    const confirmed = await this.#confirmed(entry.name, opened.chat);
    // Another opening may have begun while the question stood.
    if (this.opened === opened) this.#end();
    if (!confirmed) return;
    if (entry.name === 'open') this.#openChat(opened.chatId, this.#modeIn(opened.chat));
    else await this.#run(entry.name, opened.chat);
  }

  async #openPane(action: 'assign' | 'transfer'): Promise<void> {
    this.paneAction = action;
    await this.updateComplete;
    this.pane?.show();
  }

  async #confirmed(name: OfferName, chat: Chat | undefined): Promise<boolean> {
    if (!chat || (name !== 'release' && name !== 'close')) return true;
    const { texts } = this;
    const requester = chat.requester.name;
    return this.#confirm.ask({
      title: texts.t(`${name}.title`),
      body:
        name === 'release' ? texts.t('release.body', requester, chat.queue?.name) : texts.t('close.body', requester),
      confirm: texts.t(`offer.${name}`),
    });
  }

  async #run(name: DirectOffer, chat: Chat | undefined): Promise<void> {
    const command = chat && commandFor(name, chat, chat.assignmentVersion);
    if (!command) return;
    const result = await this.#actions.run(command);
    if (result === undefined || result === 'prevented' || result.state === 'failed') return;
    if (command.type === 'join') this.#openChat(chat.id, command.mode);
    if (command.type === 'accept') this.#openChat(chat.id);
  }

  #openChat(chatId: string, mode?: JoinMode): void {
    const monitor = this.monitor.value;
    if (monitor) openChat(this, monitor, chatId, mode);
  }

  /** How the viewer is in the chat. */
  #modeIn(chat: Chat | undefined): JoinMode | undefined {
    const viewerId = this.monitor.value?.session.value?.viewer.id;
    return chat?.participants.find((participant) => participant.id === viewerId)?.mode;
  }

  get #items(): readonly HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
  }

  #entries(opened: Opened): readonly MenuEntry[] {
    const monitor = this.monitor.value;
    // What is offered depends on the connection as well.
    const now = this.#connection.value ? (monitor?.offers(opened.chatId) ?? []) : [];
    return menuEntries(steadyOffers(opened.offers, now, this.#chat.value === undefined), this.texts);
  }

  #nothing(opened: Opened): string {
    if (!this.monitor.value) return this.texts.t('connection.missing');
    return this.texts.t(opened.chat ? 'menu.empty' : 'reason.gone');
  }

  override render(): TemplateResult {
    const requester = this.#chat.value?.requester.name ?? '';
    const label = this.texts.t('menu.label', requester);
    return html`
      ${
        this.anchored
          ? nothing
          : html`<button
              class="trigger button quiet square"
              part="trigger"
              aria-haspopup="menu"
              aria-expanded=${this.menuOpen ? 'true' : 'false'}
              aria-controls="menu"
              aria-label=${label}
              ?disabled=${this.chatId === undefined}
              @click=${() => this.show()}
              @keydown=${this.#onTriggerKeyDown}
            >
              ${icon(ellipsisVertical)}
            </button>`
      }
      <div
        id="menu"
        class="menu drop popover"
        part="menu"
        role="menu"
        popover="manual"
        aria-label=${label}
        @keydown=${this.#onKeyDown}
        @beforetoggle=${followDirection}
      >
        ${this.opened ? this.#renderEntries(this.opened) : nothing}
      </div>
      ${this.#confirm.render()} ${this.#actions.render()}
      ${
        this.paneAction
          ? html`<assign-pane
              .chatId=${this.chatId}
              .action=${this.paneAction}
              @close=${() => this.#end()}
            ></assign-pane>`
          : nothing
      }
    `;
  }

  #renderEntries(opened: Opened): TemplateResult {
    const entries = this.#entries(opened);
    if (entries.length === 0) return renderNothing(this.#nothing(opened));
    return html`${entries.map((entry) => renderEntry(entry, () => void this.#choose(entry)))}`;
  }
}
