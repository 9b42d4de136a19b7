/** The tags of what can be done with one chat. */
import './assign-pane.js';
import './assist-flag.js';
import './chat-action-menu.js';
