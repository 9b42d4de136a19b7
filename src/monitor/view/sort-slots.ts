import { compareTexts, type KeyColumn } from './sort-keys.js';

/** Whole numbers are exact below this. */
const EXACT = 2 ** 53;
/** So few rows are not worth a table of their keys. */
const FEW = 32;

/**
 * Sorts slots by columns of keys, and by `tie` where all are equal. What several columns say is packed into one number
 * per slot, which the engine sorts by itself, without a call for each comparison.
 */
export function sortSlots(
  slots: Int32Array,
  columns: readonly KeyColumn[],
  tie: (a: number, b: number) => number,
): void {
  const [next] = columns;
  if (slots.length < 2) return;
  if (next === undefined || slots.length < FEW) {
    slots.sort((a, b) => compareSlots(columns, a, b) || tie(a, b));
    return;
  }
  const packed = new Float64Array(slots.length);
  let span = slots.length;
  let used = 0;
  for (const column of columns) {
    const ranks = new Ranks(column, slots);
    if (!(span * ranks.count < EXACT)) break;
    ranks.pack(packed, slots);
    span *= ranks.count;
    used += 1;
  }
  const rest = columns.slice(used);
  if (used === 0) {
    // Neither whole numbers nor texts.
    slots.sort((a, b) => compareSlots(columns, a, b) || tie(a, b));
    return;
  }
  sortPacked(slots, packed, (equal) => sortSlots(equal, rest, tie));
}

export function compareSlots(columns: readonly KeyColumn[], a: number, b: number): number {
  for (const column of columns) {
    const order = column.compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** Puts the slots into the order of their numbers; `sortEqual` puts those in order that have the same one. */
function sortPacked(slots: Int32Array, packed: Float64Array, sortEqual: (slots: Int32Array) => void): void {
  const { length } = slots;
  for (let at = 0; at < length; at += 1) packed[at] = (packed[at] as number) * length + at;
  packed.sort();
  const before = slots.slice();
  let start = 0;
  let current = -1;
  for (let at = 0; at < length; at += 1) {
    const number = Math.floor((packed[at] as number) / length);
    slots[at] = before[(packed[at] as number) - number * length] as number;
    if (number === current) continue;
    if (at - start > 1) sortEqual(slots.subarray(start, at));
    start = at;
    current = number;
  }
  if (length - start > 1) sortEqual(slots.subarray(start));
}

/** The keys of a column as whole numbers from 0 in their order; equal keys are equal numbers. */
class Ranks {
  /** All are smaller; infinite where they cannot be counted, as numbers with fractions. */
  readonly count: number;
  readonly #column: KeyColumn;
  readonly #least: number;
  /** So many come before what is no number. */
  readonly #numbers: number;
  readonly #texts = new Map<string | undefined, number>();

  constructor(column: KeyColumn, slots: Int32Array) {
    this.#column = column;
    let least = Infinity;
    let most = -Infinity;
    let countable = true;
    for (const slot of slots) {
      const number = column.number(slot);
      if (number === Infinity) {
        if (column.hasTexts) this.#texts.set(column.text(slot), 0);
        continue;
      }
      if (!Number.isSafeInteger(number)) countable = false;
      if (number < least) least = number;
      if (number > most) most = number;
    }
    this.#least = least;
    this.#numbers = most < least ? 0 : most - least + 1;
    this.count = countable ? this.#numbers + Math.max(1, rankTexts(this.#texts)) : Infinity;
  }

  /** Puts the rank of each slot below the digits that are there. */
  pack(packed: Float64Array, slots: Int32Array): void {
    const column = this.#column;
    const { descending, hasTexts } = column;
    for (let at = 0; at < packed.length; at += 1) {
      const slot = slots[at] as number;
      const number = column.number(slot);
      let rank = number - this.#least;
      if (number === Infinity) rank = this.#numbers + (hasTexts ? (this.#texts.get(column.text(slot)) ?? 0) : 0);
      packed[at] = (packed[at] as number) * this.count + (descending ? this.count - 1 - rank : rank);
    }
  }
}

/** Gives each text its place among them, and tells how many places there are. */
function rankTexts(texts: Map<string | undefined, number>): number {
  const sorted = [...texts.keys()].sort(compareTexts);
  let rank = -1;
  let before: string | undefined;
  for (const text of sorted) {
    if (rank < 0 || compareTexts(before, text) !== 0) rank += 1;
    texts.set(text, rank);
    before = text;
  }
  return rank + 1;
}
