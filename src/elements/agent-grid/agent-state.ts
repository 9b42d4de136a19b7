import { html, nothing, type TemplateResult } from 'lit';
import { circleAlert, search as searchIcon } from '../shared/icons.js';
import { lock, users } from '../shared/state-icons.js';
import { listState, type ListLooks } from '../shared/list-state.js';
import type { ListSituation } from '../shared/list-status.js';
import { statePanel } from '../shared/state-panel.js';
import type { Texts } from '../shared/texts/texts.js';

export interface AgentState {
  readonly situation: ListSituation;
  readonly texts: Texts;
  readonly search: string;
  readonly reconnect: () => void;
}

const looks: ListLooks = {
  forbidden: [lock, 'agents.forbidden', 'grid.forbidden.hint'],
  failed: [circleAlert, 'agents.failed'],
  empty: [users, 'agents.empty', 'agents.empty.hint'],
};

/** What stands in place of the table. */
export function agentState({ situation, texts, search, reconnect }: AgentState): TemplateResult | typeof nothing {
  const { status, error } = situation;
  switch (status) {
    case 'ready':
      return nothing;
    case 'loading':
      return html`<p class="state muted">${texts.t('agents.loading')}</p>`;
    case 'filtered':
      return statePanel({ icon: searchIcon, title: texts.t('agents.filtered', search) });
    default:
      return listState(status, error, { looks, texts, reconnect });
  }
}
