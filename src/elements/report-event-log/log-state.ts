import { html, nothing, type TemplateResult } from 'lit';
import { circleAlert, clipboardList, search as searchIcon } from '../shared/icons.js';
import { lock } from '../shared/state-icons.js';
import { listState, type ListLooks } from '../shared/list-state.js';
import type { ListSituation } from '../shared/list-status.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';
import { statePanel } from '../shared/state-panel.js';
import type { Texts } from '../shared/texts/texts.js';
import type { ReportHistory } from './report-history.js';

export interface LogContents {
  readonly history: Pick<ReportHistory, 'phase' | 'error'>;
  /** Records, whatever the filter is. */
  readonly total: number;
  /** Those that match it. */
  readonly found: number;
  readonly filtering: boolean;
}

/** What the log has to show, where that is not the records themselves. */
export function logSituation(consumer: MonitorConsumer, contents: LogContents): ListSituation {
  const { history, total, found, filtering } = contents;
  const monitor = consumer.value;
  if (!monitor) return { status: consumer.missing ? 'missing' : 'loading' };
  if (found > 0) return { status: 'ready' };
  const { status, error } = monitor.connection.value;
  // Away from the backend, what is there is all that can match.
  if (status !== 'live' && filtering && total > 0) return { status: 'filtered' };
  if (status === 'signed-out' || status === 'offline') return { status, ...(error && { error }) };
  if (!monitor.session.value || history.phase === 'unread' || history.phase === 'reading') return { status: 'loading' };
  if (filtering) return { status: 'filtered' };
  if (!history.error) return { status: 'empty' };
  return { status: history.error.code === 'forbidden' ? 'forbidden' : 'failed', error: history.error };
}

const looks: ListLooks = {
  forbidden: [lock, 'log.forbidden', 'grid.forbidden.hint'],
  failed: [circleAlert, 'log.failed'],
  empty: [clipboardList, 'log.empty', 'log.empty.hint'],
};

export interface LogState {
  readonly situation: ListSituation;
  readonly texts: Texts;
  readonly again: () => void;
  readonly clearFilter: () => void;
}

/** What stands in place of the records. */
export function logState({ situation, texts, again, clearFilter }: LogState): TemplateResult | typeof nothing {
  const { status, error } = situation;
  switch (status) {
    case 'ready':
      return nothing;
    case 'loading':
      return html`<p class="state muted">${texts.t('log.loading')}</p>`;
    case 'filtered':
      return statePanel({
        icon: searchIcon,
        title: texts.t('log.filtered'),
        action: { label: texts.t('log.filter.clear'), run: clearFilter },
      });
    default:
      return listState(status, error, { looks, texts, reconnect: again });
  }
}
