import type { AgentGrid } from '../../../src/elements/agent-grid/agent-grid.js';
import { textOf } from '../../harness/page-floor.js';

/** Drives an agent-grid as a user does. */
export class AgentGridHarness {
  constructor(readonly element: AgentGrid) {}

  /** The cells of each row as text. */
  get rows(): string[] {
    const rows = [...this.#root.querySelectorAll('tbody tr')];
    return rows.map((row) => [...row.children].map((cell) => textOf(cell)).join(' | '));
  }

  get search(): HTMLInputElement {
    return this.#root.querySelector('input')!;
  }

  /** What stands in place of the table. */
  get state(): string {
    return textOf(this.#root.querySelector('.state'));
  }

  header(column: string): HTMLElement {
    return this.#root.querySelector<HTMLElement>(`th[scope=col].${column}`)!;
  }

  sortButton(column: string): HTMLButtonElement {
    return this.header(column).querySelector('button')!;
  }

  get #root(): ShadowRoot {
    return this.element.shadowRoot!;
  }
}
