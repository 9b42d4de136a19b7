import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import type { Metrics } from '../../monitor/types.js';
import { ChatElement } from '../shared/chat-element.js';
import { Observed } from '../shared/monitor-consumer.js';
import { metricsStyles } from './chat-metrics.styles.js';

/**
 * The chats in scope as four numbers: open, assigned, in queue, and how long those in queue wait on average.
 *
 * @tag chat-metrics
 * @cssprop --chat-monitor-font-size - By default the page's, at most 14 px or 0.875rem
 * @cssprop --chat-monitor-line - Lines around the tiles
 * @cssprop --chat-monitor-muted - Colour of the labels
 * @cssprop --chat-monitor-radius - Radius of the corners
 */
export class ChatMetrics extends ChatElement {
  static override styles: CSSResultGroup = [ChatElement.styles, metricsStyles];

  readonly #metrics = new Observed(this, this.monitor, (monitor) => monitor.metrics);
  readonly #list = new Observed(this, this.monitor, (monitor) => monitor.list('floor'));

  protected override monitorConnected(monitor: ChatMonitor): readonly Unsubscribe[] {
    return [monitor.use('floor')];
  }

  override render(): TemplateResult {
    const { texts } = this;
    const ready = this.#list.value?.phase === 'ready';
    const { open, assigned, inQueue, averageQueueTime: average } = (ready && this.#metrics.value) || nothingYet;
    const number = (value: number | undefined): string =>
      value === undefined ? texts.t('common.none') : texts.number(value);
    return html`<dl class=${ready ? 'ready' : 'pending'} aria-label=${texts.t('metrics.label')}>
      ${tile(texts.t('metrics.open'), number(open))} ${tile(texts.t('metrics.assigned'), number(assigned))}
      ${tile(texts.t('metrics.inQueue'), number(inQueue))}
      ${tile(
        texts.t('metrics.averageQueueTime'),
        average === undefined ? texts.t('common.none') : texts.current.duration(average),
      )}
    </dl>`;
  }
}

const nothingYet: Partial<Metrics> = {};

function tile(label: string, value: string): TemplateResult {
  return html`<div class="tile">
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}
