import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from '../../contract/index.js';
import type { TextsController } from '../shared/texts/texts-controller.js';
import type { StickToEnd } from './stick-to-end.js';

/** Messages shown at first, and with each step back. */
const step = 100;
/** Longer texts are cut until the reader wants them whole: characters, lines. */
const longest = 600;
const mostLines = 12;

/** Between messages of one author that are shown together, ms. */
const shortPause = 120_000;

interface MessageLook {
  readonly own: boolean;
  /** Of the same author as the one above and soon after it: the name is not repeated. */
  readonly continued: boolean;
  readonly now: number;
}

/** The messages of one chat as rows: the latest ones, and more when asked for. */
export class MessageList {
  readonly #host: LitElement;
  readonly #texts: TextsController;
  readonly #scroll: StickToEnd;
  #shown = step;
  #whole = new Set<string>();

  constructor(host: LitElement, texts: TextsController, scroll: StickToEnd) {
    this.#host = host;
    this.#texts = texts;
    this.#scroll = scroll;
  }

  /** Begins again, for another chat. */
  reset(): void {
    this.#shown = step;
    this.#whole = new Set();
  }

  render(messages: readonly Message[], viewerId: string | undefined, now: number): TemplateResult {
    const hidden = Math.max(0, messages.length - this.#shown);
    return html`
      ${
        hidden > 0
          ? html`<button class="button quiet earlier" @click=${this.#showEarlier}>
              ${this.#texts.t('transcript.earlier', Math.min(hidden, step))}
            </button>`
          : nothing
      }
      <ol class="messages">
        ${repeat(
          messages.slice(hidden),
          ({ id }) => id,
          (message, index) =>
            this.#renderMessage(message, {
              own: message.author.id === viewerId,
              continued: goesOn(messages[hidden + index - 1], message),
              now,
            }),
        )}
      </ol>
    `;
  }

  readonly #showEarlier = (): void => {
    this.#scroll.hold();
    this.#shown += step;
    this.#host.requestUpdate();
  };

  #renderMessage({ id, author, text, at }: Message, { own, continued, now }: MessageLook): TemplateResult {
    const { current: texts } = this.#texts;
    const kind = own || author.kind === 'system' ? undefined : texts.t(`transcript.kind.${author.kind}`);
    return html`<li class="message ${author.kind} ${own ? 'own' : ''} ${continued ? 'continued' : ''}">
      <span class="by ${continued ? 'visually-hidden' : ''}">
        <span class="author cut" title=${author.name}><bdi>${own ? texts.t('common.you') : author.name}</bdi></span>
        ${kind === undefined ? nothing : html`<span class="kind muted">${kind}</span>`}
        <time class="muted">${texts.time(at, now)}</time>
      </span>
      ${this.#renderText(id, text)}
    </li>`;
  }

  #renderText(id: string, text: string): TemplateResult {
    const start = beginning(text);
    const whole = start === undefined || this.#whole.has(id);
    return html`<span class="text" dir="auto">${whole ? text : `${start}…`}</span> ${
        start === undefined
          ? nothing
          : html`<button class="link" aria-expanded=${whole ? 'true' : 'false'} @click=${() => this.#toggle(id)}>
              ${this.#texts.t(whole ? 'transcript.less' : 'transcript.all')}
            </button>`
      }`;
  }

  #toggle(id: string): void {
    this.#scroll.stay();
    if (!this.#whole.delete(id)) this.#whole.add(id);
    this.#host.requestUpdate();
  }
}

function goesOn(before: Message | undefined, message: Message): boolean {
  return before?.author.id === message.author.id && message.at - before.at < shortPause;
}

/** The first part of a text that is too long to be shown whole at once; undefined for others. */
function beginning(text: string): string | undefined {
  const lines = text.split('\n', mostLines + 1);
  const cut = lines.length > mostLines ? lines.slice(0, mostLines).join('\n') : text;
  if (cut.length > longest) return cut.slice(0, longest).replace(/[\ud800-\udbff]$/u, '');
  return cut.length < text.length ? cut : undefined;
}
