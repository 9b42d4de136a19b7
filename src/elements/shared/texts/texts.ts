import { sharedEnglish, type English } from './english.js';
import { IntlFormats, type Formats, type PluralForms } from './formats.js';

/** A table of texts: each is a string, or a function of its arguments and, last, the language's formats. */
export type MessageTable = Readonly<Record<string, string | ((...args: never[]) => string)>>;

/** Every text that a user of the elements sees, by key. A translation has the same keys and arguments. */
export type Messages = {
  readonly [K in keyof English]: English[K] extends string ? string : English[K];
};

export type MessageKey = keyof Messages;

/** The keys of texts without arguments. */
export type PlainMessageKey = { [K in MessageKey]: Messages[K] extends string ? K : never }[MessageKey];

type ArgumentsOf<F> = F extends (...args: [...infer A, Formats]) => string
  ? A
  : F extends (...args: infer A) => string
    ? A
    : [];

export type MessageArguments<K extends MessageKey> = ArgumentsOf<Messages[K]>;

/** What a host gives instead of ours. Keys that are not named stay English. */
export interface TextsSource {
  /** BCP 47; by default the nearest `lang`. */
  readonly locale?: string;
  readonly messages?: Partial<Messages>;
}

/** Texts and formats of one language. */
export class Texts implements Formats {
  readonly #messages: Partial<Messages>;
  readonly #formats: Formats;

  /**
   * @param locale the language of `messages`. Without them the texts are English, and so are the formats: a sentence
   *   half in one language and half in another helps nobody.
   * @param own the English of an element that has texts beside the shared ones
   */
  constructor(locale = 'en', messages?: Partial<Messages>, own?: Partial<Messages>) {
    this.#messages = { ...sharedEnglish, ...own, ...messages };
    this.#formats = formatsOf(messages || isEnglish(locale) ? locale : 'en');
  }

  get locale(): string {
    return this.#formats.locale;
  }

  t<K extends MessageKey>(key: K, ...args: MessageArguments<K>): string {
    const message: unknown = this.#messages[key];
    if (typeof message !== 'function') return String(message);
    return (message as (...args: unknown[]) => string)(...args, this.#formats);
  }

  number(value: number): string {
    return this.#formats.number(value);
  }

  duration(milliseconds: number): string {
    return this.#formats.duration(milliseconds);
  }

  time(epoch: number, now?: number): string {
    return this.#formats.time(epoch, now);
  }

  plural(count: number, forms: PluralForms): string {
    return this.#formats.plural(count, forms);
  }

  list(items: readonly string[]): string {
    return this.#formats.list(items);
  }
}

const cache = new Map<string, Formats>();

/** A host may write any `lang`; one that Intl does not take is English. */
function formatsOf(locale: string): Formats {
  let formats = cache.get(locale);
  if (!formats) {
    formats = new IntlFormats(isKnown(locale) ? locale : 'en');
    cache.set(locale, formats);
  }
  return formats;
}

function isEnglish(locale: string): boolean {
  return /^en(-|$)/i.test(locale);
}

function isKnown(locale: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(locale).length > 0;
  } catch {
    return false;
  }
}
