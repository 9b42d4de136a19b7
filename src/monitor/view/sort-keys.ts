import type { Chat } from '../../contract/index.js';
import { enlarged } from '../enlarged.js';

/** One criterion of an order: a key per chat, made once per change of the chat. */
export interface SortKey {
  /** Numbers come before texts; what is neither, `NaN` too, comes last. */
  readonly key: (chat: Chat) => number | string;
  readonly descending?: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Functions whose fault has been told, however often their order is made anew. */
const reported = new WeakSet<SortKey['key']>();

/** The keys of one criterion, by slot. */
export class KeyColumn {
  readonly descending: boolean;
  readonly #key: SortKey['key'];
  #numbers: Float64Array;
  /** Where the number is infinite. */
  #texts: (string | undefined)[] | undefined;

  /** `slots`: so many there are; more may come. */
  constructor({ key, descending }: SortKey, slots: number) {
    this.#numbers = new Float64Array(slots);
    this.#key = key;
    this.descending = descending === true;
  }

  number(slot: number): number {
    return this.#numbers[slot] as number;
  }

  text(slot: number): string | undefined {
    return this.#texts?.[slot];
  }

  /** Whether some key is a text. */
  get hasTexts(): boolean {
    return this.#texts !== undefined;
  }

  /** False if the slot has this key already. */
  set(slot: number, chat: Chat): boolean {
    const key = this.#keyOf(chat);
    const text = typeof key === 'string' ? key : undefined;
    const number = typeof key === 'number' && !Number.isNaN(key) ? key : Infinity;
    if (text !== undefined) this.#texts ??= [];
    if (this.#numbers[slot] === number && this.#texts?.[slot] === text) return false;
    this.#numbers[slot] = number;
    if (this.#texts !== undefined) this.#texts[slot] = text;
    return true;
  }

  /** There are so many slots now. */
  reserve(slots: number): void {
    if (slots > this.#numbers.length) this.#numbers = enlarged(this.#numbers, slots);
  }

  compare(a: number, b: number): number {
    const left = this.#numbers[a] as number;
    const right = this.#numbers[b] as number;
    if (left !== right) return left < right === this.descending ? 1 : -1;
    if (this.#texts === undefined || left !== Infinity) return 0;
    const order = compareTexts(this.#texts[a], this.#texts[b]);
    return this.descending ? -order : order;
  }

  /** A key that cannot be made is the host's fault, and told once. */
  #keyOf(chat: Chat): unknown {
    try {
      return this.#key(chat);
    } catch (thrown) {
      if (!reported.has(this.#key)) {
        queueMicrotask(() => {
          throw thrown;
        });
      }
      reported.add(this.#key);
      return undefined;
    }
  }
}

/** Nothing comes last. */
export function compareTexts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined ? -1 : collator.compare(a, b);
}
