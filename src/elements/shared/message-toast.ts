import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { onEscape } from './escape.js';
import type { Translate } from './failure-text.js';
import { icon } from './icon.js';
import { circleAlert, x } from './icons.js';

/** A message above everything on the page. It stays until it is dismissed or replaced: nobody has to read fast. */
export class MessageToast implements ReactiveController {
  readonly #host: LitElement;
  readonly #texts: Translate;
  readonly #onKeyDown = onEscape(() => this.hide());
  #text = '';

  constructor(host: LitElement, texts: Translate) {
    this.#host = host;
    this.#texts = texts;
    host.addController(this);
  }

  get text(): string {
    return this.#text;
  }

  show(text: string): void {
    this.#text = text;
    this.#host.requestUpdate();
  }

  hide(): void {
    if (this.#text !== '') this.show('');
  }

  hostDisconnected(): void {
    this.hide();
  }

  hostUpdated(): void {
    const element = this.#host.renderRoot.querySelector<HTMLElement>('.toast');
    if (!element?.isConnected) return;
    const open = element.matches(':popover-open');
    if (this.#text !== '' && !open) element.showPopover();
    if (this.#text === '' && open) element.hidePopover();
  }

  /** Belongs in the host's template once, whether there is a message or not. */
  render(): TemplateResult {
    return html`<div class="toast" popover="manual" @keydown=${this.#onKeyDown}>
      ${icon(circleAlert)}
      <span class="toast-text" role="alert">${this.#text}</span>
      <button class="button quiet square" aria-label=${this.#texts.t('failure.dismiss')} @click=${() => this.hide()}>
        ${icon(x)}
      </button>
    </div>`;
  }
}
