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
 * The pane's tabs; selection follows focus, since nothing has to be loaded for it.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/tabs/
 */
export function renderPaneTabs({ tabs, selected, texts, select }: PaneTabsOptions): TemplateResult {
  const onKeyDown = (event: KeyboardEvent): void => {
    const list = event.currentTarget as HTMLElement;
    const to = tabs[targetOf(event.key, tabs.indexOf(selected), tabs.length, getComputedStyle(list).direction)];
    if (to === undefined) return;
    event.preventDefault();
    select(to);
    list.querySelector<HTMLElement>(`#tab-${to}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${texts.t('assign.tabs')} @keydown=${onKeyDown}>
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

/** The index of the tab that a key leads to, or -1. */
function targetOf(key: string, at: number, count: number, direction: string): number {
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (step !== 0) return (at + (direction === 'rtl' ? -step : step) + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : -1;
}
