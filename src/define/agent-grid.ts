import { AgentGrid } from '../elements/agent-grid/agent-grid.js';
import { isFree } from './define-element.js';

if (isFree('agent-grid', AgentGrid)) customElements.define('agent-grid', AgentGrid);

declare global {
  interface HTMLElementTagNameMap {
    'agent-grid': AgentGrid;
  }
}
