import type { Chat } from '../../contract/index.js';
import { KeyColumn, type SortKey } from './sort-keys.js';
import { compareSlots, sortSlots } from './sort-slots.js';

/** What the chats of a view are sorted by: the keys of each slot, and the id where all of them are equal. */
export class SortColumns {
  readonly #columns: readonly KeyColumn[];
  readonly #idOf: (slot: number) => string;

  /** `slots`: so many there are; more may come. */
  constructor(sort: readonly SortKey[], slots: number, idOf: (slot: number) => string) {
    this.#columns = sort.map((criterion) => new KeyColumn(criterion, slots));
    this.#idOf = idOf;
  }

  /** There are so many slots now. */
  reserve(slots: number): void {
    for (const column of this.#columns) column.reserve(slots);
  }

  /** Whether one of the slot's keys is another one than before. */
  set(slot: number, chat: Chat): boolean {
    let changed = false;
    for (const column of this.#columns) if (column.set(slot, chat)) changed = true;
    return changed;
  }

  sort(slots: Int32Array): void {
    sortSlots(slots, this.#columns, this.#byId);
  }

  readonly compare = (a: number, b: number): number => compareSlots(this.#columns, a, b) || this.#byId(a, b);

  readonly #byId = (a: number, b: number): number => {
    const left = this.#idOf(a);
    const right = this.#idOf(b);
    return left < right ? -1 : left > right ? 1 : 0;
  };
}
