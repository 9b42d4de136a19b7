import { html, nothing, type TemplateResult } from 'lit';
import { reasonOf } from '../shared/state-panel.js';
import type { Texts } from '../shared/texts/texts.js';
import type { ReportHistory } from './report-history.js';

export interface LogFooter {
  readonly texts: Texts;
  readonly history: Pick<ReportHistory, 'phase' | 'error' | 'hasBegun' | 'readBackTo' | 'hasMore'>;
  /** Some that match are not in the page yet. */
  readonly hidden: boolean;
  /** The user asked for earlier ones, and they are on their way. */
  readonly busy: boolean;
  /** Epoch ms, backend clock. */
  readonly now: number;
  readonly earlier: () => void;
  readonly again: () => void;
}

/** How far back the records go, and the way further. */
export function logFooter(footer: LogFooter): TemplateResult | typeof nothing {
  const { texts, history, hidden, now, earlier, again } = footer;
  const { phase, hasBegun, hasMore, readBackTo } = history;
  const begins = phase === 'reading' && !hasBegun;
  if (!hidden && !hasMore && !begins && phase !== 'none' && phase !== 'failed') return nothing;
  const busy = footer.busy || (begins && !hidden);
  return html`<div class="footer">
    ${
      hidden || hasMore || begins
        ? html`<button
            class="button earlier"
            type="button"
            aria-disabled=${busy ? 'true' : nothing}
            @click=${() => !busy && earlier()}
          >
            ${busy ? html`<span class="spinner"></span>` : nothing} ${texts.t('log.earlier')}
          </button>`
        : nothing
    }
    ${
      readBackTo !== undefined && !hidden
        ? html`<bdi class="muted">${texts.t('log.readBack', texts.time(readBackTo, now))}</bdi>`
        : nothing
    }
    ${historyNote(history, texts, again)}
  </div>`;
}

/** Why there is less than everything. */
function historyNote(
  { phase, error }: LogFooter['history'],
  texts: Texts,
  again: () => void,
): TemplateResult | typeof nothing {
  if (phase === 'none') return html`<bdi class="muted">${texts.t('log.local')}</bdi>`;
  if (phase !== 'failed') return nothing;
  if (error?.code === 'forbidden') return html`<bdi class="muted">${texts.t('log.local.forbidden')}</bdi>`;
  return html`<bdi>${texts.t('log.local.failed', reasonOf(texts, error) ?? '')}</bdi>
    <button class="link" type="button" @click=${again}>${texts.t('common.retry')}</button>`;
}
