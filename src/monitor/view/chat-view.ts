import type { Chat } from '../contract/index.js';
import type { ChatListName, ChatTable } from './chat-table.js';
import { Listeners, type Unsubscribe } from './observable.js';

/** One criterion of an order: a key per chat, made once per change of the chat. */
export interface SortKey {
  readonly key: (chat: Chat) => number | string;
  readonly descending?: boolean;
}

export interface ChatViewOptions {
  readonly list: ChatListName;
  /** Most important first; chats with equal keys are ordered by id. */
  readonly sort?: readonly SortKey[];
  readonly filter?: (chat: Chat) => boolean;
}

export interface ChatViewChange {
  /** Ids of chats in the view whose record was replaced. */
  readonly changed: ReadonlySet<string>;
  /** `rows` is a new array: order or membership changed. */
  readonly reordered: boolean;
}

interface Row {
  chat: Chat;
  keys: readonly (number | string)[];
  index: number;
  ghost: boolean;
}

/**
 * Chats of one list in order. A batch costs what changed plus one pass over the rows; nothing is sorted again.
 * While held, no row moves: records are replaced in place, a chat that left stays as a ghost, and what would have
 * moved or come waits.
 */
export class ChatView {
  readonly #table: ChatTable;
  readonly #list: ChatListName;
  readonly #listeners = new Listeners<[ChatViewChange]>();
  readonly #unsubscribe: Unsubscribe;
  #sort: readonly SortKey[];
  #filter: ((chat: Chat) => boolean) | undefined;
  #order: Row[] = [];
  #rows: readonly Chat[] = [];
  #byId = new Map<string, Row>();
  #members = new Set<string>();
  #holds = 0;
  #deferred = new Set<string>();

  constructor(table: ChatTable, options: ChatViewOptions) {
    this.#table = table;
    this.#list = options.list;
    this.#sort = options.sort ?? [];
    this.#filter = options.filter;
    this.#rebuild();
    this.#unsubscribe = table.onPublished((ids) => this.#apply(ids));
  }

  get rows(): readonly Chat[] {
    return this.#rows;
  }

  /** How many chats the list holds, before the filter. */
  get total(): number {
    return this.#members.size;
  }

  /** How many chats would move, come or go if the hold ended now. */
  get waiting(): number {
    return this.#deferred.size;
  }

  /** The chats behind `waiting` that are not in `rows` yet, or that moved; as they are now. */
  waitingChats(): readonly Chat[] {
    const chats: Chat[] = [];
    this.#deferred.forEach((id) => {
      const chat = this.#member(id);
      if (chat !== undefined) chats.push(chat);
    });
    return chats;
  }

  get held(): boolean {
    return this.#holds > 0;
  }

  /** -1 where the chat is not in the view. */
  indexOf(id: string): number {
    return this.#byId.get(id)?.index ?? -1;
  }

  /** Whether the row only stands there so that nothing moves: its chat has left. */
  isGhost(id: string): boolean {
    return this.#byId.get(id)?.ghost ?? false;
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
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#holds -= 1;
      if (this.#holds > 0 || this.#deferred.size === 0) return;
      this.#apply(this.#deferred);
    };
  }

  dispose(): void {
    this.#unsubscribe();
  }

  #rebuildAndTell(): void {
    this.#rebuild();
    this.#listeners.call({ changed: new Set(), reordered: true });
  }

  #rebuild(): void {
    this.#members = new Set();
    this.#deferred = new Set();
    const rows: Row[] = [];
    for (const chat of this.#table.of(this.#list)) {
      this.#members.add(chat.id);
      if (this.#filter?.(chat) !== false) rows.push(this.#rowOf(chat));
    }
    rows.sort((a, b) => this.#compare(a, b));
    this.#byId = new Map();
    for (const row of rows) this.#byId.set(row.chat.id, row);
    this.#publish(rows);
  }

  #apply(ids: ReadonlySet<string>): void {
    const changed = new Set<string>();
    const waited = this.#deferred.size;
    const incoming: Row[] = [];
    let outgoing = 0;
    ids.forEach((id) => {
      const member = this.#member(id);
      const chat = member !== undefined && this.#filter?.(member) !== false ? member : undefined;
      const row = this.#byId.get(id);
      if (row === undefined) {
        if (chat === undefined) this.#deferred.delete(id);
        else if (this.held) this.#deferred.add(id);
        else incoming.push(this.#rowOf(chat));
        return;
      }
      if (chat !== undefined) {
        changed.add(id);
        const was = row.keys;
        row.chat = chat;
        row.keys = this.#keysOf(chat);
        row.ghost = false;
        (this.#rows as Chat[])[row.index] = chat;
        if (sameKeys(was, row.keys) && !this.#deferred.has(id)) return;
      }
      if (this.held) {
        if (chat === undefined) {
          row.ghost = true;
          changed.add(id);
        }
        this.#deferred.add(id);
        return;
      }
      // Takes the row out; the pass below closes the gap, and puts it back where it belongs now.
      outgoing += 1;
      this.#byId.delete(id);
      row.index = -1;
      if (chat !== undefined) incoming.push({ ...row });
    });
    if (!this.held) this.#deferred = new Set();
    const reordered = outgoing > 0 || incoming.length > 0;
    if (reordered) this.#merge(incoming);
    if (reordered || changed.size > 0 || this.#deferred.size !== waited) this.#listeners.call({ changed, reordered });
  }

  #merge(incoming: Row[]): void {
    incoming.sort((a, b) => this.#compare(a, b));
    const merged: Row[] = [];
    let taken = 0;
    let next = incoming[taken];
    for (const row of this.#order) {
      if (row.index === -1) continue;
      while (next !== undefined && this.#compare(next, row) < 0) {
        merged.push(next);
        next = incoming[(taken += 1)];
      }
      merged.push(row);
    }
    for (; next !== undefined; next = incoming[(taken += 1)]) merged.push(next);
    for (const row of incoming) this.#byId.set(row.chat.id, row);
    this.#publish(merged);
  }

  #publish(order: Row[]): void {
    const rows: Chat[] = [];
    for (const row of order) {
      row.index = rows.length;
      rows.push(row.chat);
    }
    this.#order = order;
    this.#rows = rows;
  }

  /** The chat if the list holds it; keeps the count right on the way. */
  #member(id: string): Chat | undefined {
    const chat = this.#table.inList(this.#list, id);
    if (chat === undefined) this.#members.delete(id);
    else this.#members.add(id);
    return chat;
  }

  #rowOf(chat: Chat): Row {
    return { chat, keys: this.#keysOf(chat), index: -1, ghost: false };
  }

  #keysOf(chat: Chat): readonly (number | string)[] {
    return this.#sort.map((criterion) => criterion.key(chat));
  }

  #compare(a: Row, b: Row): number {
    let at = 0;
    for (const criterion of this.#sort) {
      const order = compareKeys(a.keys[at], b.keys[at]);
      if (order !== 0) return criterion.descending === true ? -order : order;
      at += 1;
    }
    return a.chat.id < b.chat.id ? -1 : a.chat.id > b.chat.id ? 1 : 0;
  }
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compareKeys(a: number | string | undefined, b: number | string | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  return collator.compare(String(a), String(b));
}

function sameKeys(a: readonly (number | string)[], b: readonly (number | string)[]): boolean {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return false;
  return true;
}
