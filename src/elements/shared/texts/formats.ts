/** Words by plural category of the language; `other` where a category has none of its own. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** How one language writes numbers and times. Spans of time are in milliseconds. */
export interface Formats {
  readonly locale: string;
  number(value: number): string;
  /** `4:12`, `1:02:03`, `49:00:00`; never negative. */
  duration(milliseconds: number): string;
  /** The wall clock's hour and minute of an epoch time in ms, with the date where it is another day than `now`. */
  time(epoch: number, now?: number): string;
  /** The form for `count`; `#` in it becomes the number. */
  plural(count: number, forms: PluralForms): string;
  /** `A, B and C`. */
  list(items: readonly string[]): string;
}

const second = 1000;
const day = 24 * 60 * 60 * second;

/** The formats of one language, made by Intl; what costs to make is made once, when first needed. */
export class IntlFormats implements Formats {
  readonly locale: string;
  readonly #numbers: Intl.NumberFormat;
  readonly #twoDigits: Intl.NumberFormat;
  /** What clocks show again and again. */
  readonly #shorts: string[] = [];
  readonly #pairs: string[] = [];
  #plurals: Intl.PluralRules | undefined;
  #time: Intl.DateTimeFormat | undefined;
  #dateTime: Intl.DateTimeFormat | undefined;
  #lists: Intl.ListFormat | undefined;

  constructor(locale: string) {
    this.locale = locale;
    this.#numbers = new Intl.NumberFormat(locale);
    this.#twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  duration(milliseconds: number): string {
    const seconds = Number.isFinite(milliseconds) ? Math.max(0, Math.floor(milliseconds / second)) : 0;
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const tail = this.#pair(seconds % 60);
    if (hours === 0) return `${(this.#shorts[minutes] ??= this.number(minutes))}:${tail}`;
    return `${this.number(hours)}:${this.#pair(minutes)}:${tail}`;
  }

  #pair(number: number): string {
    return (this.#pairs[number] ??= this.#twoDigits.format(number));
  }

  time(epoch: number, now: number = epoch): string {
    if (Math.abs(now - epoch) < day && new Date(now).getDate() === new Date(epoch).getDate()) {
      return (this.#time ??= new Intl.DateTimeFormat(this.locale, { timeStyle: 'short' })).format(epoch);
    }
    const options = { dateStyle: 'short', timeStyle: 'short' } as const;
    return (this.#dateTime ??= new Intl.DateTimeFormat(this.locale, options)).format(epoch);
  }

  plural(count: number, forms: PluralForms): string {
    const category = (this.#plurals ??= new Intl.PluralRules(this.locale)).select(count);
    return (forms[category] ?? forms.other).replace('#', () => this.number(count));
  }

  list(items: readonly string[]): string {
    return (this.#lists ??= new Intl.ListFormat(this.locale, { type: 'conjunction' })).format(items);
  }
}
