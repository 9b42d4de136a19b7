import { css, html, LitElement, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ChatAdapter } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { RenewSignIn } from '../../monitor/types.js';
import { MonitorHost } from '../shared/monitor-host.js';
import type { Messages, TextsSource } from '../shared/texts/texts.js';
import { warnOnce } from '../shared/warn-once.js';
import { leaveMonitor, takeMonitor, type MonitorKey } from './monitor-pool.js';

/** How long the page has to give an adapter before the console says that there is none, ms. */
const patience = 2000;

/**
 * Connects what is inside it, or with `page` the whole document, to a chat backend. Shows nothing itself.
 * Moved in the page it keeps its connection; out of the page the connection ends, and what it knew is there on return.
 *
 * @tag chat-monitor
 * @slot - The elements that it serves, anywhere inside
 * @fires {AssistRequestedEvent} assist-requested - An agent asks for help with a chat
 * @fires {AssistClearedEvent} assist-cleared - A request for help ended
 * @fires {AttentionChangeEvent} attention-change - The number of chats that need a hand changed
 * @fires {ChatNoticeEvent} chat-notice - Something happened to the viewer's own chats
 * @fires {ReportEventEvent} report-event - A Report_Event was queued, delivered or refused
 * @fires {ChatConnectionChangeEvent} chat-connection-change - The connection to the backend changed
 */
export class ChatMonitorElement extends LitElement {
  static override styles: CSSResultGroup = css`
    :host {
      display: contents;
    }

    :host([hidden]) {
      display: none;
    }
  `;

  /** Makes the monitor for an adapter. Set where the tag is defined. */
  static createMonitor: ((adapter: ChatAdapter) => ChatMonitor) | undefined;

  /** Makes the adapter that the attribute `src` stands for. Set where the tag is defined. */
  static adapterFromSrc: ((src: string, viewerKey?: string) => ChatAdapter) | undefined;

  /** The backend. Another adapter means another monitor. */
  @property({ attribute: false }) adapter: ChatAdapter | undefined;

  /** Address of a backend that speaks the protocol of the http adapter; `adapter` goes before it. */
  @property() src: string | undefined;

  /**
   * With `src`: an opaque, stable key of who is signed in, where the page knows it. The rows that this viewer saw last are
   * then there before the backend answers.
   */
  @property({ attribute: 'viewer-key' }) viewerKey: string | undefined;

  /** Serves the whole document, not only what is inside. */
  @property({ type: Boolean }) page = false;

  /** BCP 47; by default the nearest `lang` of each element. */
  @property() locale: string | undefined;

  /**
   * Signs the viewer in again: asked once when the backend knows the viewer no more, for at most a minute. Resolves with
   * whether somebody is signed in now; meanwhile the view stays as it was, marked with its age.
   */
  @property({ attribute: false }) renewSignIn: RenewSignIn | undefined;

  /** Texts instead of the English ones, by key. */
  @property({ attribute: false }) messages: Partial<Messages> | undefined;

  #host: MonitorHost | undefined;
  #root: HTMLElement | undefined;
  #key: MonitorKey | undefined;
  #monitor: ChatMonitor | undefined;
  #texts: TextsSource = {};
  #patience: ReturnType<typeof setTimeout> | undefined;

  /** The monitor behind the elements; undefined out of the page, and without an adapter. */
  get monitor(): ChatMonitor | undefined {
    if (this.isConnected) this.#connect();
    return this.#monitor;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connect();
    this.#patience = setTimeout(() => this.#complain(), patience);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#patience);
    this.#host?.disconnect();
    this.#host = undefined;
    // A page that moves the element puts it back in the same task.
    setTimeout(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  protected override updated(_changed: PropertyValues<this>): void {
    if (this.isConnected) this.#connect();
  }

  /** Brings monitor and providers to where the properties say; nothing where they are there already. */
  #connect(): void {
    const key = this.adapter ?? (this.src ? JSON.stringify([this.src, this.viewerKey]) : undefined);
    if (key !== this.#key) {
      this.#leave();
      this.#monitor = key === undefined ? undefined : this.#take(key);
      this.#key = this.#monitor && key;
    }
    const root = this.page ? this.ownerDocument.documentElement : this;
    if (!this.#host || root !== this.#root) {
      this.#host?.disconnect();
      this.#root = root;
      this.#host = new MonitorHost(root, this.#monitor, this.#textsNow(), this);
      this.#host.connect();
    }
    if (this.#monitor && this.#monitor.renewSignIn !== this.renewSignIn) this.#monitor.renewSignIn = this.renewSignIn;
    this.#host.monitor = this.#monitor;
    this.#host.texts = this.#textsNow();
  }

  #take(key: MonitorKey): ChatMonitor | undefined {
    const { createMonitor, adapterFromSrc } = this.constructor as typeof ChatMonitorElement;
    if (!createMonitor || (typeof key === 'string' && !adapterFromSrc)) {
      warnOnce(this.localName, "was defined without a backend: import 'chat-monitor-elements/define/chat-monitor'.");
      return undefined;
    }
    try {
      return takeMonitor(key, () => {
        const adapter = this.adapter ?? adapterFromSrc?.(this.src ?? '', this.viewerKey);
        return createMonitor(adapter as ChatAdapter);
      });
    } catch (thrown) {
      warnOnce(this.localName, `cannot use its ${typeof key === 'string' ? 'src' : 'adapter'}: ${String(thrown)}`);
      return undefined;
    }
  }

  #leave(): void {
    if (this.#monitor && this.#key !== undefined) {
      // Whoever takes it up next has a way of its own, or none.
      this.#monitor.renewSignIn = undefined;
      leaveMonitor(this.#key, this.#monitor);
    }
    this.#monitor = undefined;
    this.#key = undefined;
  }

  #complain(): void {
    if (this.#monitor) return;
    warnOnce(
      this.localName,
      'has no backend. Set its property `adapter`, or its attribute `src` for the http adapter.',
    );
  }

  /** The same value while nothing changed, so that no element chooses its texts again. */
  #textsNow(): TextsSource {
    const { locale, messages } = this;
    if (locale !== this.#texts.locale || messages !== this.#texts.messages) {
      this.#texts = { ...(locale !== undefined && { locale }), ...(messages && { messages }) };
    }
    return this.#texts;
  }

  override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
