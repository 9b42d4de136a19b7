import { createLateHttpAdapter } from '../adapters/http/late-http-adapter.js';
import { createChatMonitor } from '../connect.js';
import { ChatMonitorElement } from '../elements/chat-monitor/chat-monitor.js';
import { isFree } from './define-element.js';

ChatMonitorElement.createMonitor = createChatMonitor;
ChatMonitorElement.adapterFromSrc = createLateHttpAdapter;
if (isFree('chat-monitor', ChatMonitorElement)) customElements.define('chat-monitor', ChatMonitorElement);

declare global {
  interface HTMLElementTagNameMap {
    'chat-monitor': ChatMonitorElement;
  }
}
