import { AssistFlag } from '../elements/assist-flag/assist-flag.js';
import { isFree } from './define-element.js';

if (isFree('assist-flag', AssistFlag)) customElements.define('assist-flag', AssistFlag);

declare global {
  interface HTMLElementTagNameMap {
    'assist-flag': AssistFlag;
  }
}
