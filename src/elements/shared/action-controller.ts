import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { ChatCommand } from '../../contract/index.js';
import type { ActionResult } from '../../monitor/types.js';
import { runAction } from './action-flow.js';
import { failureText, type Translate } from './failure-text.js';
import { icon } from './icon.js';
import { circleAlert, x } from './icons.js';
import type { MonitorConsumer } from './monitor-consumer.js';

/**
 * Runs actions for an element, and says why one failed: by default in a message above everything on the page. It stays
 * until it is dismissed or replaced, so nobody has to read fast.
 */
export class ActionController implements ReactiveController {
  readonly #host: LitElement;
  readonly #monitor: MonitorConsumer;
  readonly #texts: Translate;
  #message = '';

  constructor(host: LitElement, monitor: MonitorConsumer, texts: Translate) {
    this.#host = host;
    this.#monitor = monitor;
    this.#texts = texts;
    host.addController(this);
  }

  /** Undefined where no monitor serves the element. `tell`: for an element that has a better place for a failure. */
  async run(
    command: ChatCommand,
    tell: (text: string) => void = (text) => this.tell(text),
  ): Promise<ActionResult | 'prevented' | undefined> {
    const monitor = this.#monitor.value;
    if (!monitor) return undefined;
    this.dismiss();
    const result = await runAction(this.#host, monitor, command);
    if (result !== 'prevented' && result.state === 'failed') tell(failureText(this.#texts, result));
    return result;
  }

  tell(text: string): void {
    this.#message = text;
    this.#host.requestUpdate();
  }

  dismiss(): void {
    this.tell('');
  }

  hostDisconnected(): void {
    this.dismiss();
  }

  hostUpdated(): void {
    const toast = this.#host.renderRoot.querySelector<HTMLElement>('.toast');
    if (toast?.isConnected) toast.togglePopover(this.#message !== '');
  }

  /** Belongs in the host's template once, whether there is a message or not. */
  render(): TemplateResult {
    return html`<div class="toast" popover="manual">
      ${icon(circleAlert)}
      <span class="toast-text" role="alert">${this.#message}</span>
      <button class="button quiet square" aria-label=${this.#texts.t('failure.dismiss')} @click=${() => this.dismiss()}>
        ${icon(x)}
      </button>
    </div>`;
  }
}
