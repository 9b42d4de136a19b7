import { css, html, nothing, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import { icon } from './icon.js';
import { lock, refreshCw, wifiOff } from './icons.js';
import { reasonOf } from './state-panel.js';
import type { Texts } from './texts/texts.js';

/** What there is to say of a connection that is not live while its last state is still shown. */
export function connectionText(monitor: ChatMonitor, texts: Texts): string | undefined {
  const { status, since } = monitor.connection.value;
  const time = texts.time(since, monitor.ticker.now());
  switch (status) {
    case 'stale':
      return texts.t('connection.stale', time);
    case 'offline':
      return texts.t('connection.offline.since', time);
    case 'signed-out':
      return texts.t('connection.signed-out.since', time);
    default:
      return undefined;
  }
}

/** One line that says so, with the reason and a way to try again; nothing while the connection is live. */
export function connectionLine(monitor: ChatMonitor, texts: Texts): TemplateResult | typeof nothing {
  const text = connectionText(monitor, texts);
  if (text === undefined) return nothing;
  const { status, error } = monitor.connection.value;
  const reason = status === 'offline' ? reasonOf(texts, error) : undefined;
  const sign = status === 'stale' ? refreshCw : status === 'offline' ? wifiOff : lock;
  return html`<div class="connection" data-status=${status} part="connection">
    ${icon(sign)}
    <bdi class="cut">${text}${reason === undefined ? nothing : ` ${reason}`}</bdi>
    <button class="link" type="button" @click=${() => monitor.reconnect()}>${texts.t('common.retry')}</button>
  </div>`;
}

export const connectionLineStyles = css`
  .connection {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-inline-size: 0;
    padding: 0.15em 0.6em;
    background: color-mix(in oklab, var(--_warning) 14%, transparent);
    border-radius: var(--_radius);
  }

  .connection > .icon {
    color: var(--_warning);
  }

  .connection > .link {
    flex: none;
    white-space: nowrap;
  }
`;
