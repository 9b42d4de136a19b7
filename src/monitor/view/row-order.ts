import { enlarged, roomFor } from '../enlarged.js';

/** Rows may be so far from where they were last seen, before each is given its position again. */
const FAR = 1024;

/**
 * Slots in order, and the position of each. A change moves blocks of memory instead of rows one by one, so that it
 * costs next to nothing however many rows there are. What it has moved is found close to where it was.
 */
export class RowOrder {
  #length = 0;
  #slots = new Int32Array(64);
  /** By slot, where it once was; -1 where it is not in the order. */
  #positions = new Int32Array(64).fill(-1);
  /** None is further from there. */
  #drift = 0;

  get length(): number {
    return this.#length;
  }

  /** `position` is within the order. */
  at(position: number): number {
    return this.#slots[position] as number;
  }

  has(slot: number): boolean {
    return (this.#positions[slot] ?? -1) >= 0;
  }

  /** -1 for a slot that is not in the order. */
  positionOf(slot: number): number {
    const before = this.#positions[slot] ?? -1;
    if (before < 0) return -1;
    for (let far = 0; far <= this.#drift; far += 1) {
      const above = before - far;
      const below = before + far;
      if (above < this.#length && this.#slots[above] === slot) return (this.#positions[slot] = above);
      if (below < this.#length && this.#slots[below] === slot) return (this.#positions[slot] = below);
    }
    throw new RangeError(`Slot ${slot} is not where it has to be.`);
  }

  /** All slots are smaller than `slots`. */
  reserve(slots: number): void {
    const { length } = this.#positions;
    if (slots > length) this.#positions = enlarged(this.#positions, slots).fill(-1, length);
  }

  /** Begins anew with slots that are in order already. */
  fill(slots: Int32Array): void {
    this.#positions.fill(-1);
    this.#length = slots.length;
    if (slots.length > this.#slots.length) this.#slots = new Int32Array(slots.length);
    this.#slots.set(slots);
    this.#placeAll();
  }

  /**
   * Takes slots out, and others in; a slot that moves is in both. `incoming` is in order by `compare`, and so is
   * everything that stays.
   */
  change(outgoing: readonly number[], incoming: readonly number[], compare: (a: number, b: number) => number): void {
    this.#takeOut(outgoing);
    this.#putIn(incoming, compare);
    this.#drift += Math.max(outgoing.length, incoming.length);
    if (this.#drift > FAR) this.#placeAll();
  }

  #takeOut(outgoing: readonly number[]): void {
    const slots = this.#slots;
    const holes = Int32Array.from(outgoing, (slot) => this.positionOf(slot)).sort();
    for (const slot of outgoing) this.#positions[slot] = -1;
    let to = holes[0] ?? this.#length;
    for (let at = 0; at < holes.length; at += 1) {
      const from = (holes[at] as number) + 1;
      const end = holes[at + 1] ?? this.#length;
      slots.copyWithin(to, from, end);
      to += end - from;
    }
    this.#length -= holes.length;
  }

  #putIn(incoming: readonly number[], compare: (a: number, b: number) => number): void {
    const places = new Int32Array(incoming.length);
    let place = 0;
    for (let at = 0; at < incoming.length; at += 1) {
      place = this.#placeFor(incoming[at] as number, place, compare);
      places[at] = place;
    }
    const needed = this.#length + incoming.length;
    if (needed > this.#slots.length) this.#slots = enlarged(this.#slots, roomFor(needed, this.#slots.length));
    const slots = this.#slots;
    let end = this.#length;
    for (let at = incoming.length - 1; at >= 0; at -= 1) {
      const from = places[at] as number;
      // As many as come before it move it on, and itself.
      slots.copyWithin(from + at + 1, from, end);
      const slot = incoming[at] as number;
      slots[from + at] = slot;
      this.#positions[slot] = from + at;
      end = from;
    }
    this.#length += incoming.length;
  }

  /** Where the slot belongs, from `low` on. */
  #placeFor(slot: number, low: number, compare: (a: number, b: number) => number): number {
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(this.#slots[middle] as number, slot) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeAll(): void {
    const slots = this.#slots;
    const positions = this.#positions;
    for (let at = 0; at < this.#length; at += 1) positions[slots[at] as number] = at;
    this.#drift = 0;
  }
}
