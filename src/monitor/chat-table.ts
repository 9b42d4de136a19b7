import type { Chat } from '../contract/index.js';
import { Listeners, type Unsubscribe } from './observable.js';
import type { Overlay } from './overlays.js';
import type { Scheduler } from './ports.js';

export type ChatListName = 'floor' | 'mine';

interface Entry {
  /** A small number that stands for the chat in tables of others. */
  readonly slot: number;
  confirmed: Chat;
  /** The confirmed record with the overlays on it: what the user sees. */
  shown: Chat;
  floor: boolean;
  mine: boolean;
  overlays: readonly Overlay[];
  /** As an earlier page saw it; the backend has not said yet that it is so. */
  cached: boolean;
  /** Will be published. */
  dirty: boolean;
}

/** Shared, since most chats have none. */
const none: readonly Overlay[] = [];

/** A chat as a copy of the table keeps it. */
export type TableRecord = Readonly<Pick<Entry, 'confirmed' | ChatListName>>;

/**
 * A confirmed record was replaced, appeared (`before` undefined) or went (`after` undefined). What appears with a list's
 * first snapshot is not told.
 */
export interface ConfirmedChange {
  readonly before: Chat | undefined;
  readonly after: Chat | undefined;
  /** Part of a list's first snapshot, so nothing in it is news. */
  readonly initial: boolean;
}

/**
 * Every chat that some list holds, once. Changes are collected and published together. Each chat has a slot, which is
 * another chat's only after everybody has been told that it left.
 */
export class ChatTable {
  readonly #scheduler: Scheduler;
  readonly #entries = new Map<string, Entry>();
  /** By slot. */
  readonly #slots: (Entry | undefined)[] = [];
  readonly #freeSlots: number[] = [];
  /** Chats that have left, until their slots are free. */
  readonly #left = new Map<string, Entry>();
  readonly #published = new Listeners<[readonly number[]]>();
  readonly #confirmed = new Listeners<[ConfirmedChange]>();
  readonly #watchers = new Map<string, Listeners<[Chat | undefined]>>();
  readonly #counts: Record<ChatListName, number> = { floor: 0, mine: 0 };
  #dirty: number[] = [];
  #pins = 0;
  #changed: Set<string> | undefined;
  #cancelFlush: (() => void) | undefined;
  #forgotten = 0;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Every chat of one list, as shown, in no particular order. */
  *of(list: ChatListName): IterableIterator<Chat> {
    for (const entry of this.#entries.values()) if (entry[list]) yield entry.shown;
  }

  /** All slots are smaller. */
  get slots(): number {
    return this.#slots.length;
  }

  /** How many chats a list holds. */
  count(list: ChatListName): number {
    return this.#counts[list];
  }

  /** The slot of every chat of one list. */
  slotsOf(list: ChatListName): readonly number[] {
    const slots: number[] = [];
    this.#entries.forEach((entry) => {
      if (entry[list]) slots.push(entry.slot);
    });
    return slots;
  }

  /** A chat that has left has its slot until that is free. */
  slotOf(id: string): number | undefined {
    return (this.#entries.get(id) ?? this.#left.get(id))?.slot;
  }

  /** The chat of the slot as shown, or as it was when it left. */
  at(slot: number): Chat | undefined {
    return this.#slots[slot]?.shown;
  }

  /** The chat of the slot as shown, if the list holds it. */
  inListAt(list: ChatListName, slot: number): Chat | undefined {
    const entry = this.#slots[slot];
    return entry?.[list] === true ? entry.shown : undefined;
  }

  /** Keeps the slots of chats that leave, until the returned function is called. */
  pin(): Unsubscribe {
    this.#pins += 1;
    let pinned = true;
    return () => {
      if (!pinned) return;
      pinned = false;
      this.#pins -= 1;
      this.#freeLeft();
    };
  }

  get(id: string): Chat | undefined {
    return this.#entries.get(id)?.shown;
  }

  upsert(list: ChatListName, chat: Chat, initial: boolean): void {
    const entry = this.#entries.get(chat.id);
    if (entry === undefined) {
      this.#join(this.#create(chat, false), list);
      // A whole floor that comes at once is no news to anybody.
      if (!initial) this.#confirmed.call({ before: undefined, after: chat, initial });
      return;
    }
    if (!entry[list]) this.#join(entry, list);
    this.#confirm(entry, chat, initial);
  }

  /** Takes a chat as an earlier page saw it. What becomes of it is no news until its list is complete. */
  restore(chat: Chat, lists: readonly ChatListName[]): void {
    if (this.#entries.has(chat.id)) return;
    const entry = this.#create(chat, true);
    for (const list of lists) this.#join(entry, list);
  }

  /** A list is complete: what was restored is as the backend has it. */
  trust(list: ChatListName): void {
    this.#entries.forEach((entry) => {
      if (entry[list]) entry.cached = false;
    });
  }

  /** Takes the record that a command answered with. */
  settle(chat: Chat): void {
    const entry = this.#entries.get(chat.id);
    if (entry !== undefined) this.#confirm(entry, chat, false);
  }

  remove(list: ChatListName, id: string): void {
    const gone = this.#drop(list, id);
    if (gone?.cached === false) this.#confirmed.call({ before: gone.confirmed, after: undefined, initial: false });
  }

  /** A list's whole snapshot has come: what it does not name has left. */
  retain(list: ChatListName, ids: ReadonlySet<string>): void {
    this.#entries.forEach((entry, id) => {
      if (entry[list] && !ids.has(id)) this.remove(list, id);
    });
  }

  /** A list is not watched any more. Its chats may be as they were, so nobody is told that they went. */
  forget(list: ChatListName): void {
    this.#forgotten += 1;
    for (const id of [...this.#entries.keys()]) this.#drop(list, id);
  }

  addOverlay(chatId: string, overlay: Overlay): void {
    const entry = this.#entries.get(chatId);
    if (entry === undefined) return;
    entry.overlays = [...entry.overlays, overlay];
    this.#show(entry);
  }

  dropOverlay(chatId: string, overlayId: string): void {
    const entry = this.#entries.get(chatId);
    if (entry === undefined) return;
    entry.overlays = entry.overlays.filter((overlay) => overlay.id !== overlayId);
    this.#show(entry);
  }

  /** Has a chat published again: its record changed, or something shown beside it, such as a command on its way. */
  touch(id: string): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) this.#touch(entry);
  }

  #touch(entry: Entry): void {
    this.#changed?.add(entry.confirmed.id);
    if (entry.dirty) return;
    entry.dirty = true;
    this.#dirty.push(entry.slot);
    this.#cancelFlush ??= this.#scheduler.requestFlush(() => {
      this.#cancelFlush = undefined;
      this.flush();
    });
  }

  /** For whoever keeps a copy: the ids that changed since the last call; the first one begins to collect them. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed ?? new Set();
    this.#changed = new Set();
    return changed;
  }

  /** Whether there is something to take. */
  get hasChanged(): boolean {
    return this.#changed?.size !== 0;
  }

  /** How often a list was forgotten: a copy that was begun before is of chats that are not here any more. */
  get forgotten(): number {
    return this.#forgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  ids(): IterableIterator<string> {
    return this.#entries.keys();
  }

  record(id: string): TableRecord | undefined {
    return this.#entries.get(id);
  }

  /** Called with the slots of the chats that changed since the last time, each once, at most once per frame. */
  onPublished(listener: (slots: readonly number[]) => void): Unsubscribe {
    return this.#published.add(listener);
  }

  /** Called at once for each change of a confirmed record. */
  onConfirmed(listener: (change: ConfirmedChange) => void): Unsubscribe {
    return this.#confirmed.add(listener);
  }

  watch(id: string, listener: (chat: Chat | undefined) => void): Unsubscribe {
    let listeners = this.#watchers.get(id);
    if (listeners === undefined) this.#watchers.set(id, (listeners = new Listeners()));
    const remove = listeners.add(listener);
    return () => {
      remove();
      if (this.#watchers.get(id)?.size === 0) this.#watchers.delete(id);
    };
  }

  /** Publishes what waits, now. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const slots = this.#dirty;
    if (slots.length === 0) return;
    this.#dirty = [];
    for (const slot of slots) (this.#slots[slot] as Entry).dirty = false;
    this.#published.call(slots);
    if (this.#watchers.size > 0) this.#tellWatchers(slots);
    this.#freeLeft();
  }

  #tellWatchers(slots: readonly number[]): void {
    for (const slot of slots) {
      const id = this.#slots[slot]?.confirmed.id;
      if (id !== undefined) this.#watchers.get(id)?.call(this.get(id));
    }
  }

  #freeLeft(): void {
    if (this.#pins > 0) return;
    this.#left.forEach(({ slot, dirty }, id) => {
      if (dirty) return;
      this.#left.delete(id);
      this.#slots[slot] = undefined;
      this.#freeSlots.push(slot);
    });
  }

  #create(chat: Chat, cached: boolean): Entry {
    const left = this.#left.size === 0 ? undefined : this.#left.get(chat.id);
    const slot = left?.slot ?? this.#freeSlots.pop() ?? this.#slots.length;
    const dirty = left?.dirty === true;
    const entry: Entry = {
      slot,
      confirmed: chat,
      shown: chat,
      floor: false,
      mine: false,
      overlays: none,
      cached,
      dirty,
    };
    if (left !== undefined) this.#left.delete(chat.id);
    this.#slots[slot] = entry;
    this.#entries.set(chat.id, entry);
    this.#touch(entry);
    return entry;
  }

  #join(entry: Entry, list: ChatListName): void {
    entry[list] = true;
    this.#counts[list] += 1;
    this.#touch(entry);
  }

  /** Takes a chat out of a list, and gives the entry back if that was its last one. */
  #drop(list: ChatListName, id: string): Entry | undefined {
    const entry = this.#entries.get(id);
    if (entry === undefined || !entry[list]) return undefined;
    entry[list] = false;
    this.#counts[list] -= 1;
    this.#touch(entry);
    if (entry.floor || entry.mine) return undefined;
    this.#entries.delete(id);
    this.#left.set(id, entry);
    return entry;
  }

  #confirm(entry: Entry, chat: Chat, initial: boolean): void {
    const { confirmed: before, cached } = entry;
    const older = chat.version !== undefined && before.version !== undefined && chat.version < before.version;
    // A backend that was set up anew counts from the beginning: it is right, and the cache is not.
    if (older && !cached) return;
    entry.confirmed = chat;
    entry.cached = false;
    if (entry.overlays.length > 0) entry.overlays = entry.overlays.filter((overlay) => !overlay.settledBy(chat));
    this.#show(entry);
    if (!cached) this.#confirmed.call({ before, after: chat, initial });
  }

  #show(entry: Entry): void {
    if (entry.overlays.length === 0) entry.shown = entry.confirmed;
    else entry.shown = entry.overlays.reduce((chat, overlay) => overlay.apply(chat), entry.confirmed);
    this.#touch(entry);
  }
}
