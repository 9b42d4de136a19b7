/**
 * What `dist/chat-monitor-elements.js` holds: the main tags with the http adapter, for one script tag. What can be done
 * with a chat follows the rows, from a file beside it.
 */
import './chat-attention.js';
import './chat-metrics.js';
import './chat-monitor-grid.js';
import './chat-monitor.js';
