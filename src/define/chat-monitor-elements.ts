/** What `dist/chat-monitor-elements.js` holds: the main tags with the http adapter, for one script tag. */
import './assign-pane.js';
import './assist-flag.js';
import './chat-action-menu.js';
import './chat-attention.js';
import './chat-metrics.js';
import './chat-monitor-grid.js';
import './chat-monitor.js';
