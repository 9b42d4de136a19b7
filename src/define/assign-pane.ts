import { AssignPane } from '../elements/assign-pane/assign-pane.js';
import { isFree } from './define-element.js';

if (isFree('assign-pane', AssignPane)) customElements.define('assign-pane', AssignPane);

declare global {
  interface HTMLElementTagNameMap {
    'assign-pane': AssignPane;
  }
}
