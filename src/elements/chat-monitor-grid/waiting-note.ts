import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import type { ChatView } from '../../monitor/view/chat-view.js';
import { icon } from '../shared/icon.js';
import { circleAlert } from '../shared/icons.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import type { Texts } from '../shared/texts/texts.js';

/** Says what waits while the rows are held, as long as something urgent does. */
export class WaitingNote {
  readonly #host: LitElement;
  readonly #monitor: MonitorConsumer;
  #view: ChatView | undefined;
  /** Chats that would move, come or go. */
  #moves = 0;
  /** Ids of those that need attention. */
  #urgent: readonly string[] = [];

  constructor(host: LitElement, monitor: MonitorConsumer) {
    this.#host = host;
    this.#monitor = monitor;
  }

  /** Tells of another view from now on. */
  use(view: ChatView | undefined): void {
    this.#view = view;
    this.update();
  }

  /** The chat to look at first. */
  get first(): string | undefined {
    return this.#urgent[0];
  }

  update(): void {
    const moves = this.#view?.waiting ?? 0;
    const urgent = moves === 0 ? [] : this.#findUrgent();
    if (moves === this.#moves && urgent.length === this.#urgent.length) return;
    this.#moves = moves;
    this.#urgent = urgent;
    this.#host.requestUpdate();
  }

  /** Lies over the first rows instead of moving them. */
  render(texts: Texts, show: () => void): TemplateResult {
    return html`<div class="note" role="status">
      ${
        this.#urgent.length === 0
          ? nothing
          : html`<button class="button" type="button" part="note" @click=${show}>
              ${icon(circleAlert)}
              <span class="strong">${texts.t('attention.count', this.#urgent.length)}</span>
              <span class="muted">${texts.t('grid.waiting', this.#moves)}</span>
              <span class="link">${texts.t('grid.show')}</span>
            </button>`
      }
    </div>`;
  }

  #findUrgent(): readonly string[] {
    const monitor = this.#monitor.value;
    const urgent: string[] = [];
    for (const chat of this.#view?.waitingChats() ?? []) {
      if (chat.assist !== undefined || monitor?.slaOf(chat).level === 'breach') urgent.push(chat.id);
    }
    return urgent;
  }
}
