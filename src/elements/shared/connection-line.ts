import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ConnectionState } from '../../monitor/types.js';
import { icon } from './icon.js';
import type { IconNode } from './icons.js';
import { lock, refreshCw, wifiOff } from './state-icons.js';
import { reasonOf } from './state-panel.js';
import type { Texts } from './texts/texts.js';

type Line = readonly [
  sign: IconNode,
  text: `connection.${'stale' | 'renewing' | 'offline.since' | 'signed-out.since'}`,
];

const lines: Readonly<Partial<Record<ConnectionState['status'], Line>>> = {
  stale: [refreshCw, 'connection.stale'],
  offline: [wifiOff, 'connection.offline.since'],
  'signed-out': [lock, 'connection.signed-out.since'],
};

const renewingLine: Line = [lock, 'connection.renewing'];

function lineFor({ status, error }: ConnectionState): Line | undefined {
  return status === 'stale' && error?.code === 'unauthenticated' ? renewingLine : lines[status];
}

/** What there is to say of a connection that is not live while its last state is still shown. */
export function connectionText(monitor: ChatMonitor, texts: Texts): string | undefined {
  const state = monitor.connection.value;
  const line = lineFor(state);
  return line && texts.t(line[1], texts.time(state.since, monitor.ticker.now()));
}

/**
 * One line that says so, with the reason, and a way to try again unless the page is signing the viewer in; nothing while
 * the connection is live.
 */
export function connectionLine(monitor: ChatMonitor, texts: Texts): TemplateResult | typeof nothing {
  const { status, error } = monitor.connection.value;
  const line = lineFor(monitor.connection.value);
  if (!line) return nothing;
  const reason = status === 'offline' && reasonOf(texts, error);
  return html`<div class="connection" part="connection">
    ${icon(line[0])}
    <bdi class="cut">${connectionText(monitor, texts)}${reason ? ` ${reason}` : nothing}</bdi>
    ${
      line === renewingLine
        ? nothing
        : html`<button class="link" type="button" @click=${() => monitor.reconnect()}>
            ${texts.t('common.retry')}
          </button>`
    }
  </div>`;
}
