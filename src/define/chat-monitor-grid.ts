import { ChatMonitorGrid } from '../elements/chat-monitor-grid/chat-monitor-grid.js';
import { isFree } from './define-element.js';
import './chat-action-menu.js';
if (isFree('chat-monitor-grid', ChatMonitorGrid)) customElements.define('chat-monitor-grid', ChatMonitorGrid);

declare global {
  interface HTMLElementTagNameMap {
    'chat-monitor-grid': ChatMonitorGrid;
  }
}
