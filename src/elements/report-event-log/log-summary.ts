import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import { connectionLine } from '../shared/connection-line.js';
import { icon } from '../shared/icon.js';
import { send, triangleAlert, x } from '../shared/icons.js';
import { reasonText } from '../shared/reason-text.js';
import type { Texts } from '../shared/texts/texts.js';
import { deliveryLooks, outcomeLooks } from './log-signs.js';
import { noFilter, type ReportFilter } from './report-filter.js';
import type { ReportCounts } from './report-records.js';

export interface LogSummary {
  readonly monitor: ChatMonitor | undefined;
  readonly texts: Texts;
  /** How many records there are; absent where nobody knows. */
  readonly count: string | undefined;
  readonly counts: ReportCounts;
  /** What the user has to know of the last export. */
  readonly problem: string | undefined;
  readonly onFilter: (filter: ReportFilter) => void;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}

const looks = {
  waiting: deliveryLooks.waiting,
  refused: deliveryLooks.refused,
  unknown: outcomeLooks.unknown,
} as const;

const filters: Readonly<Record<keyof ReportCounts, ReportFilter>> = {
  waiting: { ...noFilter, delivery: 'waiting' },
  refused: { ...noFilter, delivery: 'refused' },
  unknown: { ...noFilter, outcome: 'unknown' },
};

/** What there is to know of the records as a whole; what needs an eye is a link to it. */
export function logSummary(summary: LogSummary): TemplateResult {
  const { monitor, texts, count, counts, onFilter } = summary;
  return html`<div class="facts">
    ${monitor && count !== undefined ? connectionLine(monitor, texts) : nothing}
    <bdi class="muted count">${count}</bdi>
    ${(['waiting', 'refused', 'unknown'] as const).map((what) => {
      const [sign, tone] = looks[what];
      return counts[what] === 0
        ? nothing
        : html`<button
            class="link fact ${what === 'waiting' ? 'late' : ''}"
            type="button"
            @click=${() => onFilter(filters[what])}
          >
            <span class="sign ${tone}">${icon(sign)}</span> <bdi>${texts.t(`log.${what}`, counts[what])}</bdi>
          </button>`;
    })}
    ${retryButton(summary)} ${problemNote(summary)}
  </div>`;
}

function retryButton({ monitor, texts, counts, onRetry }: LogSummary): TemplateResult | typeof nothing {
  if (!monitor || counts.waiting + counts.refused === 0) return nothing;
  const { status } = monitor.connection.value;
  const reason = status === 'live' ? undefined : status === 'connecting' ? ('stale' as const) : status;
  return html`<button
    class="button ${counts.refused === 0 ? 'late' : ''}"
    type="button"
    aria-disabled=${reason ? 'true' : nothing}
    title=${(reason && reasonText(texts, { reason })) ?? nothing}
    @click=${() => reason === undefined && onRetry()}
  >
    ${icon(send)} ${texts.t('log.retry')}
  </button>`;
}

function problemNote({ texts, problem, onDismiss }: LogSummary): TemplateResult | typeof nothing {
  if (problem === undefined) return nothing;
  return html`<p class="problem">
    <span class="sign warning">${icon(triangleAlert)}</span><bdi>${problem}</bdi>
    <button class="button quiet square" type="button" aria-label=${texts.t('log.dismiss')} @click=${onDismiss}>
      ${icon(x)}
    </button>
  </p>`;
}
