import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { icon } from './icon.js';
import { circleAlert, x } from './icons.js';
import type { Texts } from './texts/texts.js';

/** A message above everything on the page. It stays until it is dismissed or replaced, so nobody has to read fast. */
export class Toast implements ReactiveController {
  readonly #host: LitElement;
  readonly #texts: Pick<Texts, 't'>;
  #message = '';

  constructor(host: LitElement, texts: Pick<Texts, 't'>) {
    this.#host = host;
    this.#texts = texts;
    host.addController(this);
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
      <button class="button quiet square" aria-label=${this.#texts.t('common.dismiss')} @click=${() => this.dismiss()}>
        ${icon(x)}
      </button>
    </div>`;
  }
}
