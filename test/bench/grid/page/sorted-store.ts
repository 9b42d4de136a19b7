import type { Chat } from '../../../../src/contract/index.js';
import type { Batch } from './floor-life.js';
import { breachKey, compareIds, flagKey } from './order.js';

/** Chats in order, as bare as it gets: keys and order in typed arrays, records by slot. */
export class SortedStore {
  readonly #slots = new Map<string, number>();
  readonly #chats: Chat[] = [];
  readonly #free: number[] = [];
  #flags = new Uint8Array(0);
  #breaches = new Float64Array(0);
  #openings = new Float64Array(0);
  #order = new Int32Array(0);
  #length = 0;

  constructor(chats: readonly Chat[]) {
    this.#grow(chats.length);
    const slots = chats.map((chat) => this.#put(chat));
    this.#order.set(slots.sort(this.#compare));
    this.#length = slots.length;
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): Chat {
    return this.#chats[this.#order[index] as number] as Chat;
  }

  /** Made anew with each call. */
  rows(): Chat[] {
    const rows = new Array<Chat>(this.#length);
    for (let index = 0; index < this.#length; index += 1) rows[index] = this.at(index);
    return rows;
  }

  apply({ upserts, removes }: Batch): void {
    const holes: number[] = [];
    const incoming: number[] = [];
    const freed: number[] = [];
    for (const id of removes) {
      const slot = this.#slots.get(id);
      if (slot === undefined) continue;
      holes.push(this.#placeFor(slot, 0));
      this.#slots.delete(id);
      freed.push(slot);
    }
    const moving: Chat[] = [];
    for (const chat of upserts) {
      const slot = this.#slots.get(chat.id);
      if (slot === undefined) moving.push(chat);
      else if (this.#hasKeysOf(slot, chat)) this.#chats[slot] = chat;
      else {
        holes.push(this.#placeFor(slot, 0));
        moving.push(chat);
      }
    }
    // Not before all places were looked up: they are found by the keys.
    this.#free.push(...freed);
    this.#grow(this.#length + moving.length);
    for (const chat of moving) incoming.push(this.#put(chat));
    this.#takeOut(holes);
    this.#putIn(incoming.sort(this.#compare));
  }

  #put(chat: Chat): number {
    const slot = this.#slots.get(chat.id) ?? this.#free.pop() ?? this.#chats.length;
    this.#slots.set(chat.id, slot);
    this.#chats[slot] = chat;
    this.#flags[slot] = flagKey(chat);
    this.#breaches[slot] = breachKey(chat);
    this.#openings[slot] = chat.openedAt;
    return slot;
  }

  #hasKeysOf(slot: number, chat: Chat): boolean {
    return (
      this.#flags[slot] === flagKey(chat) &&
      this.#breaches[slot] === breachKey(chat) &&
      this.#openings[slot] === chat.openedAt
    );
  }

  readonly #compare = (a: number, b: number): number =>
    (this.#flags[a] as number) - (this.#flags[b] as number) ||
    (this.#breaches[a] as number) - (this.#breaches[b] as number) ||
    (this.#openings[a] as number) - (this.#openings[b] as number) ||
    compareIds(this.#chats[a] as Chat, this.#chats[b] as Chat);

  /** Where the slot stands or belongs, from `low` on. */
  #placeFor(slot: number, low: number): number {
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#order[middle] as number, slot) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #takeOut(holes: number[]): void {
    holes.sort((a, b) => a - b);
    let to = holes[0] ?? this.#length;
    for (let at = 0; at < holes.length; at += 1) {
      const from = (holes[at] as number) + 1;
      const end = holes[at + 1] ?? this.#length;
      this.#order.copyWithin(to, from, end);
      to += end - from;
    }
    this.#length = to;
  }

  #putIn(incoming: readonly number[]): void {
    const places: number[] = [];
    for (const slot of incoming) places.push(this.#placeFor(slot, places.at(-1) ?? 0));
    let end = this.#length;
    for (let at = incoming.length - 1; at >= 0; at -= 1) {
      const from = places[at] as number;
      this.#order.copyWithin(from + at + 1, from, end);
      this.#order[from + at] = incoming[at] as number;
      end = from;
    }
    this.#length += incoming.length;
  }

  #grow(rows: number): void {
    if (rows <= this.#order.length) return;
    const size = Math.ceil(rows * 1.5);
    this.#flags = copied(this.#flags, new Uint8Array(size));
    this.#breaches = copied(this.#breaches, new Float64Array(size));
    this.#openings = copied(this.#openings, new Float64Array(size));
    this.#order = copied(this.#order, new Int32Array(size));
  }
}

function copied<T extends Uint8Array | Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
