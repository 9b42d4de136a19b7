import { MyChats } from '../elements/my-chats/my-chats.js';
import { isFree } from './define-element.js';

if (isFree('my-chats', MyChats)) customElements.define('my-chats', MyChats);

declare global {
  interface HTMLElementTagNameMap {
    'my-chats': MyChats;
  }
}
