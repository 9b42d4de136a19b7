import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ChatError, isChatError } from '../../contract/index.js';
import { errorText } from '../shared/failure-text.js';
import { icon } from '../shared/icon.js';
import { circleAlert, send } from '../shared/icons.js';
import type { TextsController } from '../shared/texts/texts-controller.js';

/** What was written and not sent yet, per chat. */
interface Draft {
  text: string;
  sending: boolean;
  problem: string;
  /** Of the message as it stands: sent again after a failure, it cannot arrive twice. */
  key: string | undefined;
}

export interface ComposerOptions {
  readonly chatId: string;
  /** Writing is possible; sending may still have to wait, as while offline. */
  readonly canSend: boolean;
  /** Characters. */
  readonly maxLength: number | undefined;
}

/** The field to write in. A text is kept until it was sent, also while other chats are shown. */
export class Composer {
  readonly #host: LitElement;
  readonly #texts: TextsController;
  readonly #send: (text: string, idempotencyKey: string) => Promise<void>;
  readonly #onSent: () => void;
  readonly #drafts = new Map<string, Draft>();

  constructor(
    host: LitElement,
    texts: TextsController,
    send: (text: string, idempotencyKey: string) => Promise<void>,
    onSent: () => void,
  ) {
    this.#host = host;
    this.#texts = texts;
    this.#send = send;
    this.#onSent = onSent;
  }

  render(options: ComposerOptions): TemplateResult {
    const texts = this.#texts;
    const { text, sending, problem } = this.#draft(options.chatId);
    const over = text.length - (options.maxLength ?? Infinity);
    const complaint = over > 0 ? texts.t('transcript.tooLong', over) : problem;
    const idle = !this.#sendable(options);
    return html`<form class="composer" @submit=${(event: Event) => this.#onSubmit(event, options)}>
      <div role="alert">
        ${complaint === '' ? nothing : html`<p class="problem">${icon(circleAlert)}<span>${complaint}</span></p>`}
      </div>
      <div class="writing">
        <textarea
          class="field"
          rows="1"
          aria-label=${texts.t('transcript.write')}
          placeholder=${texts.t('transcript.write')}
          ?readonly=${sending}
          .value=${live(text)}
          @input=${(event: Event) => this.#onInput(event, options)}
          @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event, options)}
        ></textarea>
        <button
          class="button primary"
          aria-label=${texts.t('transcript.send')}
          title=${texts.t('transcript.send')}
          aria-disabled=${idle ? 'true' : nothing}
        >
          ${sending ? html`<span class="spinner"></span>` : icon(send)}
        </button>
      </div>
      <span class="visually-hidden" role="status">${sending ? texts.t('transcript.sending') : nothing}</span>
    </form>`;
  }

  #draft(chatId: string): Draft {
    let draft = this.#drafts.get(chatId);
    if (!draft) {
      draft = { text: '', sending: false, problem: '', key: undefined };
      this.#drafts.set(chatId, draft);
    }
    return draft;
  }

  #sendable({ chatId, canSend, maxLength = Infinity }: ComposerOptions): boolean {
    const { text, sending } = this.#draft(chatId);
    return canSend && !sending && text.trim() !== '' && text.length <= maxLength;
  }

  #onInput(event: Event, { chatId }: ComposerOptions): void {
    const draft = this.#draft(chatId);
    draft.text = (event.target as HTMLTextAreaElement).value;
    draft.problem = '';
    draft.key = undefined;
    this.#host.requestUpdate();
  }

  #onKeyDown(event: KeyboardEvent, options: ComposerOptions): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void this.#submit(options);
  }

  #onSubmit(event: Event, options: ComposerOptions): void {
    event.preventDefault();
    void this.#submit(options);
  }

  async #submit(options: ComposerOptions): Promise<void> {
    if (!this.#sendable(options)) return;
    const draft = this.#draft(options.chatId);
    draft.sending = true;
    draft.problem = '';
    draft.key ??= randomKey();
    this.#host.requestUpdate();
    try {
      await this.#send(draft.text.trim(), draft.key);
      draft.text = '';
      draft.key = undefined;
      this.#onSent();
    } catch (thrown) {
      const error = isChatError(thrown) ? thrown : new ChatError('protocol', String(thrown));
      draft.problem = this.#texts.t('transcript.notSent', errorText(this.#texts, error));
    } finally {
      draft.sending = false;
      this.#host.requestUpdate();
    }
  }
}

/** `crypto.randomUUID` is missing on pages that are not secure. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let key = '';
  bytes.forEach((byte) => (key += byte.toString(16).padStart(2, '0')));
  return key;
}
