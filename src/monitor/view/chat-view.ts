import type { Chat } from '../../contract/index.js';
import type { ChatListName, ChatTable } from '../chat-table.js';
import { enlarged, roomFor } from '../enlarged.js';
import { Listeners, type Unsubscribe } from '../observable.js';
import { RowOrder } from './row-order.js';
import { SortColumns } from './sort-columns.js';
import type { SortKey } from './sort-keys.js';

export interface ChatViewOptions {
  readonly list: ChatListName;
  /** Most important first; chats with equal keys are ordered by id. */
  readonly sort?: readonly SortKey[];
  readonly filter?: (chat: Chat) => boolean;
}

export interface ChatViewChange {
  /** Order or membership changed, not only records. */
  readonly reordered: boolean;
  /** Ids of chats that do not belong here any more, as ghosts or gone. Absent where any may be: after a new filter. */
  readonly left?: readonly string[];
}

/** Why a slot may have to move: it came or left, or it has other keys. */
const UNMARKED = 0;
const MEMBERSHIP = 1;
const REKEYED = 2;

/** From this share of rows on, a sort costs less than putting each one where it belongs. */
const MANY = 0.25;

/**
 * Chats of one list in order. A batch costs what changed; nothing else is sorted or looked at.
 * While held, no row moves: records are replaced in place, a chat that left stays as a ghost, and what would have
 * moved or come waits.
 */
export class ChatView {
  readonly #table: ChatTable;
  readonly #list: ChatListName;
  readonly #listeners = new Listeners<[ChatViewChange]>();
  readonly #unsubscribes: readonly Unsubscribe[];
  readonly #order = new RowOrder();
  #columns: SortColumns;
  #sort: readonly SortKey[];
  #filter: ((chat: Chat) => boolean) | undefined;
  #rows: readonly Chat[] | undefined;
  /** What shows of a row has changed since it was told. */
  #touched = false;
  /** Slots that may have to move since it was told, each once. */
  #moving: number[] = [];
  /** Why, by slot. */
  #marks = new Uint8Array(0);
  #toldTotal = 0;
  #holds = 0;
  #unpin: Unsubscribe | undefined;
  /** Slots of what waits for the end of the hold. */
  #deferred = new Set<number>();

  constructor(table: ChatTable, options: ChatViewOptions) {
    this.#table = table;
    this.#list = options.list;
    this.#sort = options.sort ?? [];
    this.#filter = options.filter;
    this.#columns = this.#rebuild();
    this.#unsubscribes = [
      table.onShown(this.#list, (slot, _, after) => this.#note(slot, after)),
      table.onPublished((slots) => this.#publish(slots)),
    ];
  }

  /** All of them as an array, made anew after a change; `at` costs less for a few. */
  get rows(): readonly Chat[] {
    this.#rows ??= [...this];
    return this.#rows;
  }

  get length(): number {
    return this.#order.length;
  }

  at(index: number): Chat | undefined {
    return index >= 0 && index < this.#order.length ? this.#table.at(this.#order.at(index)) : undefined;
  }

  *[Symbol.iterator](): IterableIterator<Chat> {
    for (let index = 0; index < this.#order.length; index += 1) {
      const chat = this.#table.at(this.#order.at(index));
      if (chat !== undefined) yield chat;
    }
  }

  /** How many chats the list holds, before the filter. */
  get total(): number {
    return this.#table.count(this.#list);
  }

  /** How many chats would move, come or go if the hold ended now. */
  get waiting(): number {
    return this.#deferred.size;
  }

  /** The chats behind `waiting` that are not in the view yet, or that moved; as they are now. */
  waitingChats(): readonly Chat[] {
    const chats: Chat[] = [];
    this.#deferred.forEach((slot) => {
      const chat = this.#table.inListAt(this.#list, slot);
      if (chat !== undefined) chats.push(chat);
    });
    return chats;
  }

  get held(): boolean {
    return this.#holds > 0;
  }

  /** -1 where the chat is not in the view. */
  indexOf(id: string): number {
    const slot = this.#table.slotOf(id);
    return slot === undefined ? -1 : this.#order.positionOf(slot);
  }

  /** Whether the row only stands there so that nothing moves: its chat has left. */
  isGhost(id: string): boolean {
    if (this.#deferred.size === 0) return false;
    const slot = this.#table.slotOf(id);
    return slot !== undefined && this.#deferred.has(slot) && this.#shows(slot) === undefined;
  }

  subscribe(listener: (change: ChatViewChange) => void): Unsubscribe {
    return this.#listeners.add(listener);
  }

  setSort(sort: readonly SortKey[]): void {
    this.#sort = sort;
    this.#rebuildAndTell();
  }

  setFilter(filter: ((chat: Chat) => boolean) | undefined): void {
    this.#filter = filter;
    this.#rebuildAndTell();
  }

  /** Keeps the order until the returned function is called; holds add up. */
  hold(): Unsubscribe {
    this.#holds += 1;
    this.#unpin ??= this.#table.pin();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#holds -= 1;
      if (this.#holds === 0) this.#release();
    };
  }

  dispose(): void {
    for (const unsubscribe of this.#unsubscribes) unsubscribe();
    this.#unpin?.();
  }

  #release(): void {
    const unpin = this.#unpin;
    this.#unpin = undefined;
    if (this.#deferred.size > 0) {
      const outgoing: number[] = [];
      const incoming: number[] = [];
      // Rows that changed since the last batch have other keys already: they move along.
      const left = this.#take(outgoing, incoming);
      const waited = this.#deferred;
      this.#deferred = new Set();
      // Whatever changed while the rows were held is put in its place, so nobody needs to know by how much.
      waited.forEach((slot) => this.#move(slot, outgoing, incoming));
      this.#reorder(outgoing, incoming, left);
    }
    unpin?.();
  }

  #rebuildAndTell(): void {
    this.#columns = this.#rebuild();
    this.#listeners.call({ reordered: true });
  }

  #rebuild(): SortColumns {
    const columns = new SortColumns(this.#sort, this.#table.slots, this.#idOf);
    const slots: number[] = [];
    for (const slot of this.#table.slotsOf(this.#list)) {
      const chat = this.#shows(slot);
      if (chat === undefined) continue;
      slots.push(slot);
      columns.set(slot, chat);
    }
    this.#reserve(columns);
    columns.reserve(this.#marks.length);
    this.#deferred = new Set();
    this.#moving = [];
    this.#marks.fill(UNMARKED);
    this.#fill(slots, columns);
    return columns;
  }

  /** Has room for every slot, and for more to come. */
  #reserve(columns: SortColumns): void {
    if (this.#table.slots <= this.#marks.length) return;
    const length = roomFor(this.#table.slots, this.#marks.length);
    this.#order.reserve(length);
    columns.reserve(length);
    this.#marks = enlarged(this.#marks, length);
  }

  #fill(slots: readonly number[], columns: SortColumns): void {
    const sorted = Int32Array.from(slots);
    columns.sort(sorted);
    this.#order.fill(sorted);
    this.#rows = undefined;
  }

  /** A chat of the list is another record now. Its keys are taken while it is at hand. */
  #note(slot: number, chat: Chat | undefined): void {
    const isRow = this.#order.has(slot);
    const belongs = chat !== undefined && this.#filter?.(chat) !== false;
    if (isRow) this.#touched = true;
    if (slot >= this.#marks.length) this.#reserve(this.#columns);
    if (belongs && this.#columns.set(slot, chat)) this.#mark(slot, REKEYED);
    else if (belongs ? !isRow : isRow || this.#deferred.has(slot)) this.#mark(slot, MEMBERSHIP);
  }

  #mark(slot: number, why: number): void {
    const before = this.#marks[slot] as number;
    if (before === UNMARKED) this.#moving.push(slot);
    if (before < why) this.#marks[slot] = why;
  }

  #publish(slots: readonly number[]): void {
    const { size: waited } = this.#deferred;
    const total = this.#toldTotal;
    this.#toldTotal = this.total;
    const outgoing: number[] = [];
    const incoming: number[] = [];
    const left = this.#take(outgoing, incoming);
    const touched = this.#touched || slots.some((slot) => this.#order.has(slot));
    this.#touched = false;
    if (outgoing.length > 0 || incoming.length > 0) this.#reorder(outgoing, incoming, left);
    else if (touched || this.#deferred.size !== waited || this.#toldTotal !== total) {
      this.#rows = undefined;
      this.#listeners.call({ reordered: false, left });
    }
  }

  /** What is to be done about the slots that may have to move, now or after the hold. Tells which chats left. */
  #take(outgoing: number[], incoming: number[]): readonly string[] {
    const left: string[] = [];
    const moving = this.#moving;
    this.#moving = [];
    for (const slot of moving) {
      const rekeyed = this.#marks[slot] === REKEYED;
      this.#marks[slot] = UNMARKED;
      const chat = this.#shows(slot);
      const isRow = this.#order.has(slot);
      if (!isRow && chat === undefined) {
        this.#deferred.delete(slot);
        continue;
      }
      const gone = chat === undefined ? this.#table.at(slot) : undefined;
      if (gone !== undefined) left.push(gone.id);
      // It left and came back meanwhile.
      if (isRow && chat !== undefined && !rekeyed && !this.#deferred.has(slot)) continue;
      if (this.held) this.#deferred.add(slot);
      else {
        this.#deferred.delete(slot);
        this.#move(slot, outgoing, incoming);
      }
    }
    return left;
  }

  /** What is to be done so that the slot stands where its keys say, or nowhere. */
  #move(slot: number, outgoing: number[], incoming: number[]): void {
    if (this.#order.has(slot)) outgoing.push(slot);
    if (this.#shows(slot) !== undefined) incoming.push(slot);
  }

  #reorder(outgoing: readonly number[], incoming: number[], left: readonly string[]): void {
    if (incoming.length > this.#order.length * MANY) {
      const moving = new Set(outgoing);
      for (let index = 0; index < this.#order.length; index += 1) {
        const slot = this.#order.at(index);
        if (!moving.has(slot)) incoming.push(slot);
      }
      this.#fill(incoming, this.#columns);
    } else {
      incoming.sort(this.#columns.compare);
      this.#order.change(outgoing, incoming, this.#columns.compare);
      this.#rows = undefined;
    }
    this.#listeners.call({ reordered: true, left });
  }

  /** The chat of the slot, if it belongs into the view. */
  #shows(slot: number): Chat | undefined {
    const chat = this.#table.inListAt(this.#list, slot);
    return chat !== undefined && this.#filter?.(chat) !== false ? chat : undefined;
  }

  readonly #idOf = (slot: number): string => this.#table.at(slot)?.id ?? '';
}
