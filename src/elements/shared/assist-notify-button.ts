import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import { pageSurroundings, requestAssistNotifications, type NotifierSurroundings } from './assist-notifier.js';
import type { Translate } from './failure-text.js';
import { icon } from './icon.js';
import { bell } from './icons.js';

/** A button in a toolbar by which a supervisor allows notifications: browsers want the question to follow a click. */
export class AssistNotifyButton {
  readonly #host: ReactiveControllerHost;
  readonly #texts: Translate;
  readonly #page: Pick<NotifierSurroundings, 'Notification'>;

  constructor(
    host: ReactiveControllerHost,
    texts: Translate,
    page: Pick<NotifierSurroundings, 'Notification'> = pageSurroundings(),
  ) {
    this.#host = host;
    this.#texts = texts;
    this.#page = page;
  }

  /** Nothing for who gets no notifications, where they are allowed already, and where there cannot be any. */
  render(monitor: ChatMonitor | undefined): TemplateResult | typeof nothing {
    const supervises = monitor?.session.value?.viewer.roles.includes('supervisor') ?? false;
    const permission = this.#page.Notification?.permission ?? 'granted';
    if (!supervises || permission === 'granted') return nothing;
    const denied = permission === 'denied';
    return html`<button
      class="button quiet notify"
      type="button"
      aria-disabled=${denied ? 'true' : nothing}
      title=${denied ? this.#texts.t('assist.notify.denied') : nothing}
      @click=${denied ? nothing : this.#ask}
    >
      ${icon(bell)} ${this.#texts.t('assist.notify')}
    </button>`;
  }

  readonly #ask = async (): Promise<void> => {
    await requestAssistNotifications(this.#page);
    this.#host.requestUpdate();
  };
}
