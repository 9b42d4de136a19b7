import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ensureContextReplay, textsContext } from '../context.js';
import { languageOf } from './language.js';
import { Texts, type MessageArguments, type MessageKey, type Messages, type TextsSource } from './texts.js';

type Host = ReactiveControllerHost & HTMLElement;

/** The texts for its host: language and replacements from the context, else the nearest `lang`, else English. */
export class TextsController implements ReactiveController {
  readonly #host: Host;
  #source: TextsSource | undefined;
  #own: Partial<Messages> | undefined;
  #texts: Texts;
  #unobserve: (() => void) | undefined;

  /** `own`: the English of the host's own texts, beside the shared ones. */
  constructor(host: Host, own?: Partial<Messages>) {
    this.#host = host;
    this.#own = own;
    this.#texts = new Texts(undefined, undefined, own);
    host.addController(this);
    new ContextConsumer(host, {
      context: textsContext,
      subscribe: true,
      callback: (source) => {
        this.#source = source;
        this.#choose();
      },
    });
  }

  get current(): Texts {
    return this.#texts;
  }

  t<K extends MessageKey>(key: K, ...args: MessageArguments<K>): string {
    return this.#texts.t(key, ...args);
  }

  /** Has the English of texts that come with a part of its own. */
  add(own: Partial<Messages>): void {
    this.#own = { ...this.#own, ...own };
    this.#choose();
  }

  number(value: number): string {
    return this.#texts.number(value);
  }

  hostConnected(): void {
    ensureContextReplay(this.#host.ownerDocument);
    this.#source = undefined;
    this.#unobserve = observeLanguage(() => this.#choose());
    this.#choose();
  }

  hostDisconnected(): void {
    this.#unobserve?.();
  }

  #choose(): void {
    const locale = this.#source?.locale ?? languageOf(this.#host);
    this.#texts = new Texts(locale, this.#source?.messages, this.#own);
    this.#host.requestUpdate();
  }
}

const listeners = new Set<() => void>();
let observer: MutationObserver | undefined;

/** Pages switch their language on the root element; one observer serves all elements, for as long as the page lives. */
function observeLanguage(listener: () => void): () => void {
  if (!observer) {
    observer = new MutationObserver(() => listeners.forEach((each) => each()));
    observer.observe(document.documentElement, { attributeFilter: ['lang'] });
  }
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
