import { ChatMonitorGrid } from '../elements/chat-monitor-grid/chat-monitor-grid.js';
import { isFree } from './define-element.js';
import { loadPart } from './load-part.js';

// Nobody acts on a chat before seeing it: the rows do not wait for their menu.
ChatMonitorGrid.menuLoaded = loadPart(import('./chat-actions.js'));
const { loadPicker, loadWorks } = ChatMonitorGrid;
const works = loadPart(loadWorks());
ChatMonitorGrid.loadWorks = () => works;
ChatMonitorGrid.loadPicker = () => loadPart(loadPicker());
if (isFree('chat-monitor-grid', ChatMonitorGrid)) customElements.define('chat-monitor-grid', ChatMonitorGrid);

declare global {
  interface HTMLElementTagNameMap {
    'chat-monitor-grid': ChatMonitorGrid;
  }
}
