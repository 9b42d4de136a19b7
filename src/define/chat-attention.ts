import { ChatAttention } from '../elements/chat-attention/chat-attention.js';
import { isFree } from './define-element.js';

if (isFree('chat-attention', ChatAttention)) customElements.define('chat-attention', ChatAttention);

declare global {
  interface HTMLElementTagNameMap {
    'chat-attention': ChatAttention;
  }
}
