import { ChatScope } from '../elements/chat-scope/chat-scope.js';
import { isFree } from './define-element.js';

if (isFree('chat-scope', ChatScope)) customElements.define('chat-scope', ChatScope);

declare global {
  interface HTMLElementTagNameMap {
    'chat-scope': ChatScope;
  }
}
