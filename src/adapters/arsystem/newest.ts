import { notBefore, type Qualification } from './qualification.js';
import { timeOf, type Values } from './values.js';

/** Entries are stamped before they can be read, and to the second: what is this much older, ms, may be new. */
const OVERLAP = 5_000;

/** How far a form has been read, by the server's own times. */
export class Newest {
  readonly #field: string;
  readonly #format: 'seconds' | 'iso';
  #time: number | undefined;

  constructor(field: string, format: 'seconds' | 'iso') {
    this.#field = field;
    this.#format = format;
  }

  note(values: Values): void {
    const time = timeOf(values, this.#field);
    if (time !== undefined && time > (this.#time ?? -Infinity)) this.#time = time;
  }

  /** What is new; undefined where nothing was ever seen, so that everything is. */
  get since(): Qualification | undefined {
    return this.#time === undefined ? undefined : notBefore(this.#field, this.#time - OVERLAP, this.#format);
  }
}
