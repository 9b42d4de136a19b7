import { html, type TemplateResult } from 'lit';
import type { Translate } from '../shared/failure-text.js';

export type PaneTab = 'agents' | 'queues';

export interface PaneTabsOptions {
  readonly tabs: readonly PaneTab[];
  readonly selected: PaneTab;
  readonly texts: Translate;
  readonly select: (tab: PaneTab) => void;
}

/**
 * The pane's tabs; selection follows focus, since nothing has to be loaded for it. There are two at most, so either
 * arrow leads to the other one.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function renderPaneTabs({ tabs, selected, texts, select }: PaneTabsOptions): TemplateResult {
  const other = tabs.find((tab) => tab !== selected) ?? selected;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    select(other);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`#tab-${other}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-labelledby="title" @keydown=${onKeyDown}>
    ${tabs.map(
      (tab) =>
        html`<button
          id="tab-${tab}"
          class="tab"
          role="tab"
          type="button"
          aria-selected=${tab === selected ? 'true' : 'false'}
          aria-controls="panel"
          tabindex=${tab === selected ? '0' : '-1'}
          @click=${() => select(tab)}
        >
          ${texts.t(`assign.tab.${tab}`)}
        </button>`,
    )}
  </div>`;
}
