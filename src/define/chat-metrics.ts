import { ChatMetrics } from '../elements/chat-metrics/chat-metrics.js';
import { isFree } from './define-element.js';

if (isFree('chat-metrics', ChatMetrics)) customElements.define('chat-metrics', ChatMetrics);

declare global {
  interface HTMLElementTagNameMap {
    'chat-metrics': ChatMetrics;
  }
}
