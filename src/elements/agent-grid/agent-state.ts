import { html, nothing, type TemplateResult } from 'lit';
import { circleAlert, lock, search as searchIcon, users, wifiOff } from '../shared/icons.js';
import type { ListSituation } from '../shared/list-status.js';
import { reasonOf, statePanel } from '../shared/state-panel.js';
import type { Texts } from '../shared/texts/texts.js';

export interface AgentState {
  readonly situation: ListSituation;
  readonly texts: Texts;
  readonly search: string;
  readonly reconnect: () => void;
}

/** What stands in place of the table. */
export function agentState({ situation, texts, search, reconnect }: AgentState): TemplateResult | typeof nothing {
  const retry = { label: texts.t('common.retry'), run: reconnect };
  const hint = reasonOf(texts, situation.error);
  switch (situation.status) {
    case 'ready':
      return nothing;
    case 'loading':
      return html`<p class="state muted">${texts.t('agents.loading')}</p>`;
    case 'missing':
      return statePanel({
        icon: wifiOff,
        title: texts.t('connection.missing'),
        hint: texts.t('connection.missing.hint'),
      });
    case 'offline':
      return statePanel({ icon: wifiOff, title: texts.t('connection.offline'), ...(hint && { hint }), action: retry });
    case 'signed-out':
      return statePanel({
        icon: lock,
        title: texts.t('connection.signed-out'),
        hint: texts.t('connection.signed-out.hint'),
        action: retry,
      });
    case 'forbidden':
      return statePanel({ icon: lock, title: texts.t('agents.forbidden') });
    case 'failed':
      return statePanel({ icon: circleAlert, title: texts.t('agents.failed'), ...(hint && { hint }), action: retry });
    case 'unscoped':
      return statePanel({ icon: users, title: texts.t('grid.unscoped'), hint: texts.t('grid.unscoped.hint') });
    case 'empty':
      return statePanel({ icon: users, title: texts.t('agents.empty'), hint: texts.t('agents.empty.hint') });
    case 'filtered':
      return statePanel({ icon: searchIcon, title: texts.t('agents.filtered', search) });
  }
}
