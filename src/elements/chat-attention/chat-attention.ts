import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import { ChatElement } from '../shared/chat-element.js';
import { Observed } from '../shared/monitor-consumer.js';
import { attentionStyles } from './chat-attention.styles.js';

/**
 * The circle: it shows while a chat in scope needs assistance or is over its limit, and goes with the last of them.
 * For a tab or menu entry of the page, whose accessible name it adds to.
 *
 * @tag chat-attention
 * @csspart circle - The circle
 * @cssprop --chat-monitor-assist - Colour of the circle
 * @cssState active - At least one chat needs attention
 */
export class ChatAttention extends ChatElement {
  static override styles: CSSResultGroup = [ChatElement.styles, attentionStyles];

  readonly #internals = this.attachInternals();
  readonly #attention = new Observed(this, this.monitor, (monitor) => monitor.attention);

  protected override monitorConnected(monitor: ChatMonitor): readonly Unsubscribe[] {
    return [monitor.use('floor')];
  }

  protected override updated(): void {
    const { states } = this.#internals;
    if (this.#count > 0) states.add('active');
    else states.delete('active');
  }

  get #count(): number {
    return this.#attention.value?.count ?? 0;
  }

  override render(): TemplateResult {
    const { assists, breaches } = this.#attention.value ?? { assists: 0, breaches: 0 };
    const active = this.#count > 0;
    const text = active ? this.texts.t('attention.count', this.#count) : '';
    const detail = active ? `${text}: ${this.texts.t('attention.detail', assists, breaches)}` : '';
    return html`<span class=${active ? 'active' : ''} title=${detail}>
      <span class="circle" part="circle"></span>
      <span class="visually-hidden" role="status">${text}</span>
    </span>`;
  }
}
