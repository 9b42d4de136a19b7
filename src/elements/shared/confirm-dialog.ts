import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import { onEscape } from './escape.js';
import type { Translate } from './failure-text.js';

export interface Question {
  readonly title: string;
  readonly body: string;
  /** The word on the button that does it. */
  readonly confirm: string;
}

/** Asks before something that others will feel. Part of its host's shadow tree; native and modal. */
export class ConfirmDialog implements ReactiveController {
  readonly #host: LitElement;
  readonly #texts: Translate;
  readonly #onKeyDown = onEscape(() => this.#close());
  #question: Question | undefined;

  constructor(host: LitElement, texts: Translate) {
    this.#host = host;
    this.#texts = texts;
    host.addController(this);
  }

  /** Resolves with true for the confirming button, with false for everything else, also for being removed. */
  async ask(question: Question): Promise<boolean> {
    this.#question = question;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const dialog = this.#dialog;
    if (!dialog?.isConnected) return false;
    dialog.returnValue = '';
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    return dialog.returnValue !== '';
  }

  hostDisconnected(): void {
    this.#close();
  }

  /** Belongs in the host's template once. */
  render(): TemplateResult {
    const question = this.#question;
    return html`<dialog
      class="confirm"
      role="alertdialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-body"
      @keydown=${this.#onKeyDown}
    >
      <h2 id="confirm-title" class="strong">${question?.title}</h2>
      <p id="confirm-body">${question?.body}</p>
      <div class="dialog-buttons">
        <button class="button" @click=${() => this.#close()}>${this.#texts.t('common.cancel')}</button>
        <button class="button primary" @click=${() => this.#close('confirmed')}>${question?.confirm}</button>
      </div>
    </dialog>`;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#host.renderRoot.querySelector<HTMLDialogElement>('dialog.confirm');
  }

  #close(answer?: string): void {
    this.#dialog?.close(answer);
  }
}
