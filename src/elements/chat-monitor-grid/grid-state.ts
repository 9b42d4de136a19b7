import { nothing, type TemplateResult } from 'lit';
import { circleAlert, search as searchIcon } from '../shared/icons.js';
import { inbox, lock } from '../shared/state-icons.js';
import { listState, type ListLooks } from '../shared/list-state.js';
import type { ListSituation } from '../shared/list-status.js';
import { statePanel } from '../shared/state-panel.js';
import type { Texts } from '../shared/texts/texts.js';

export interface GridState {
  readonly situation: ListSituation;
  readonly texts: Texts;
  readonly search: string;
  readonly reconnect: () => void;
  readonly clearSearch: () => void;
}

const looks: ListLooks = {
  forbidden: [lock, 'grid.forbidden', 'grid.forbidden.hint'],
  failed: [circleAlert, 'grid.failed'],
  empty: [inbox, 'grid.empty', 'grid.empty.hint'],
};

/** What the grid shows in place of its rows, if there are none. */
export function gridState(state: GridState): TemplateResult | typeof nothing {
  const { texts, search, reconnect, clearSearch } = state;
  const { status, error } = state.situation;
  switch (status) {
    case 'ready':
    case 'loading':
      return nothing;
    case 'filtered':
      return statePanel({
        icon: searchIcon,
        title: texts.t('grid.filtered', search),
        action: { label: texts.t('grid.search.clear'), run: clearSearch },
      });
    default:
      return listState(status, error, { looks, texts, reconnect });
  }
}
