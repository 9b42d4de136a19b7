import { html, nothing, type TemplateResult } from 'lit';
import type { ListSituation } from '../shared/list-status.js';
import { circleAlert, inbox, lock, search as searchIcon, users, wifiOff } from '../shared/icons.js';
import { reasonOf, statePanel } from '../shared/state-panel.js';
import type { Texts } from '../shared/texts/texts.js';

export interface GridState {
  readonly situation: ListSituation;
  readonly texts: Texts;
  readonly search: string;
  readonly reconnect: () => void;
  readonly clearSearch: () => void;
}

/** What the grid shows in place of its rows. */
export function gridState(state: GridState): TemplateResult | typeof nothing {
  const { situation, texts, search, reconnect, clearSearch } = state;
  const retry = { label: texts.t('common.retry'), run: reconnect };
  const hint = reasonOf(texts, situation.error);
  switch (situation.status) {
    case 'ready':
      return nothing;
    case 'loading':
      return skeleton(texts);
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
      return statePanel({ icon: lock, title: texts.t('grid.forbidden'), hint: texts.t('grid.forbidden.hint') });
    case 'failed':
      return statePanel({ icon: circleAlert, title: texts.t('grid.failed'), ...(hint && { hint }), action: retry });
    case 'unscoped':
      return statePanel({ icon: users, title: texts.t('grid.unscoped'), hint: texts.t('grid.unscoped.hint') });
    case 'empty':
      return statePanel({ icon: inbox, title: texts.t('grid.empty'), hint: texts.t('grid.empty.hint') });
    case 'filtered':
      return statePanel({
        icon: searchIcon,
        title: texts.t('grid.filtered', search),
        action: { label: texts.t('grid.search.clear'), run: clearSearch },
      });
  }
}

/** As high as the rows that come, so that nothing jumps when they do. */
function skeleton(texts: Texts): TemplateResult {
  const rows: TemplateResult[] = [];
  for (let index = 0; index < 30; index++) {
    rows.push(html`<div class="row bone"><span></span><span></span><span></span><span></span></div>`);
  }
  return html`<div class="skeleton">
    <span class="visually-hidden">${texts.t('grid.loading')}</span>
    <div aria-hidden="true">${rows}</div>
  </div>`;
}
