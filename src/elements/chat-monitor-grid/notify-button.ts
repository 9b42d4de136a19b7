import { html, nothing, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import { pageSurroundings, requestAssistNotifications } from '../shared/notifications.js';
import { icon } from '../shared/icon.js';
import { bell } from '../shared/state-icons.js';
import type { Texts } from '../shared/texts/texts.js';

/**
 * Offers supervisors to be notified of requests for assistance, as long as the browser has not asked them yet: it asks
 * on a click only.
 */
export function notifyButton(monitor: ChatMonitor, texts: Texts, asked: () => void): TemplateResult | typeof nothing {
  const supervisor = monitor.session.value?.viewer.roles.includes('supervisor') === true;
  if (!supervisor || pageSurroundings().Notification?.permission !== 'default') return nothing;
  const label = texts.t('assist.notify');
  return html`<button
    class="button quiet notify"
    type="button"
    aria-label=${label}
    @click=${() => void requestAssistNotifications().then(asked)}
  >
    ${icon(bell)}<span>${label}</span>
  </button>`;
}
