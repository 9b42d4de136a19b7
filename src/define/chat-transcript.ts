import { ChatTranscript } from '../elements/chat-transcript/chat-transcript.js';
import { isFree } from './define-element.js';

if (isFree('chat-transcript', ChatTranscript)) customElements.define('chat-transcript', ChatTranscript);

declare global {
  interface HTMLElementTagNameMap {
    'chat-transcript': ChatTranscript;
  }
}
