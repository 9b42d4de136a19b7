/** Words by plural category of the language; `other` where a category has none of its own. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** How one language writes numbers and times. Spans of time are in milliseconds. */
export interface Formats {
  readonly locale: string;
  number(value: number): string;
  /** `4:12`, `1:02:03`, `49:00:00`; never negative. */
  duration(milliseconds: number): string;
  /** `2 min ago`, `now` under ten seconds. */
  ago(milliseconds: number): string;
  /** The wall clock's hour and minute of an epoch time in ms, with the date where it is another day than `now`. */
  time(epoch: number, now?: number): string;
  /** The form for `count`; `#` in it becomes the number. */
  plural(count: number, forms: PluralForms): string;
  /** `A, B and C`. */
  list(items: readonly string[]): string;
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The formats of one language, made by Intl; what costs to make is made once, when first needed. */
export class IntlFormats implements Formats {
  readonly locale: string;
  readonly #numbers: Intl.NumberFormat;
  readonly #twoDigits: readonly string[];
  #plurals: Intl.PluralRules | undefined;
  #relative: Intl.RelativeTimeFormat | undefined;
  #time: Intl.DateTimeFormat | undefined;
  #dateTime: Intl.DateTimeFormat | undefined;
  #lists: Intl.ListFormat | undefined;

  constructor(locale: string) {
    this.locale = locale;
    this.#numbers = new Intl.NumberFormat(locale);
    const padded = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
    const twoDigits: string[] = [];
    for (let value = 0; value < 60; value++) twoDigits.push(padded.format(value));
    this.#twoDigits = twoDigits;
  }

  number(value: number): string {
    return this.#numbers.format(value);
  }

  duration(milliseconds: number): string {
    const seconds = Number.isFinite(milliseconds) ? Math.max(0, Math.floor(milliseconds / second)) : 0;
    const hours = Math.floor(seconds / 3600);
    const minutes = Math.floor(seconds / 60) % 60;
    const tail = this.#twoDigits[seconds % 60] ?? '';
    if (hours === 0) return `${this.number(minutes)}:${tail}`;
    return `${this.number(hours)}:${this.#twoDigits[minutes] ?? ''}:${tail}`;
  }

  ago(milliseconds: number): string {
    const relative = (this.#relative ??= new Intl.RelativeTimeFormat(this.locale, { style: 'short', numeric: 'auto' }));
    if (milliseconds < 10 * second) return relative.format(0, 'second');
    if (milliseconds < minute) return relative.format(-Math.floor(milliseconds / second), 'second');
    if (milliseconds < hour) return relative.format(-Math.floor(milliseconds / minute), 'minute');
    if (milliseconds < day) return relative.format(-Math.floor(milliseconds / hour), 'hour');
    return relative.format(-Math.floor(milliseconds / day), 'day');
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
