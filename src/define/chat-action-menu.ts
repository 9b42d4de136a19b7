import { ChatActionMenu } from '../elements/chat-action-menu/chat-action-menu.js';
import './assign-pane.js';
import { isFree } from './define-element.js';

if (isFree('chat-action-menu', ChatActionMenu)) customElements.define('chat-action-menu', ChatActionMenu);

declare global {
  interface HTMLElementTagNameMap {
    'chat-action-menu': ChatActionMenu;
  }
}
