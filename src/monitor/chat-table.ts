import type { Chat } from '../contract/index.js';
import { ChatSlots, type ChatListName } from './chat-slots.js';
import { ChatWatchers } from './chat-watchers.js';
import { Listeners, type Unsubscribe } from './observable.js';
import type { Overlay } from './overlays.js';
import type { Scheduler } from './ports.js';
import type { SnapshotIds } from './snapshot-ids.js';

export type { ChatListName } from './chat-slots.js';

/** A chat as a copy of the table keeps it. */
export interface TableRecord {
  readonly confirmed: Chat;
  readonly floor: boolean;
  readonly mine: boolean;
}

/**
 * What a list shows of a chat is another record now; `before` is undefined for one that came, `after` for one that left.
 */
export type ShownListener = (slot: number, before: Chat | undefined, after: Chat | undefined) => void;

/**
 * A confirmed record was replaced, appeared (`before` undefined) or went (`after` undefined). `initial`: part of a list's
 * first snapshot, so nothing in it is news; what appears with one is not told at all.
 */
export type ConfirmedListener = (before: Chat | undefined, after: Chat | undefined, initial: boolean) => void;

/**
 * Every chat that some list holds, once. What changed is told at once to those who keep tables of their own, and to
 * everybody else collected. Each chat has a slot, which is another chat's only after everybody has been told that it left.
 */
export class ChatTable {
  readonly #scheduler: Scheduler;
  readonly #slots = new ChatSlots();
  readonly #shown: Readonly<Record<ChatListName, Listeners<Parameters<ShownListener>>>> = {
    floor: new Listeners(),
    mine: new Listeners(),
  };
  readonly #published = new Listeners<[readonly number[]]>();
  readonly #confirmed = new Listeners<Parameters<ConfirmedListener>>();
  readonly #watchers = new ChatWatchers();
  readonly #counts: Record<ChatListName, number> = { floor: 0, mine: 0 };
  #dirty: number[] = [];
  #changed: Set<string> | undefined;
  #cancelFlush: (() => void) | undefined;
  #forgotten = 0;

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler;
  }

  /** Every chat of one list, as shown, in no particular order. */
  *of(list: ChatListName): IterableIterator<Chat> {
    for (let slot = 0; slot < this.#slots.length; slot += 1) {
      const chat = this.inListAt(list, slot);
      if (chat !== undefined) yield chat;
    }
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
    for (let slot = 0; slot < this.#slots.length; slot += 1) if (this.#slots.isIn(slot, list)) slots.push(slot);
    return slots;
  }

  /** A chat that has left has its slot until that is free. */
  slotOf(id: string): number | undefined {
    return this.#slots.get(id) ?? this.#slots.left(id);
  }

  /** The chat of the slot as shown, or as it was when it left. */
  at(slot: number): Chat | undefined {
    return this.#slots.shown(slot);
  }

  /** The chat of the slot as shown, if the list holds it. */
  inListAt(list: ChatListName, slot: number): Chat | undefined {
    return this.#slots.isIn(slot, list) ? this.#slots.shown(slot) : undefined;
  }

  /** Keeps the slots of chats that leave, until the returned function is called. */
  pin(): Unsubscribe {
    return this.#slots.pin();
  }

  get(id: string): Chat | undefined {
    const slot = this.#slots.get(id);
    return slot === undefined ? undefined : this.#slots.shown(slot);
  }

  upsert(list: ChatListName, chat: Chat, initial: boolean): void {
    const slot = this.#slots.get(chat.id);
    if (slot === undefined) {
      this.#join(this.#slots.add(chat), list);
      // A whole floor that comes at once is no news to anybody.
      if (!initial) this.#confirmed.call(undefined, chat, initial);
      return;
    }
    if (!this.#slots.isIn(slot, list)) this.#join(slot, list);
    this.#confirm(slot, chat, initial);
  }

  /** Takes a chat as an earlier page saw it. What becomes of it is no news until its list is complete. */
  restore(chat: Chat, lists: readonly ChatListName[]): void {
    if (this.#slots.get(chat.id) !== undefined) return;
    const slot = this.#slots.add(chat);
    this.#slots.setCached(slot, true);
    for (const list of lists) this.#join(slot, list);
  }

  /** A list is complete: what was restored is as the backend has it. */
  trust(list: ChatListName): void {
    for (const slot of this.slotsOf(list)) this.#slots.setCached(slot, false);
  }

  /** Takes the record that a command answered with. */
  settle(chat: Chat): void {
    const slot = this.#slots.get(chat.id);
    if (slot !== undefined) this.#confirm(slot, chat, false);
  }

  remove(list: ChatListName, id: string): void {
    const gone = this.#drop(list, id);
    if (gone === undefined || this.#slots.isCached(gone)) return;
    this.#confirmed.call(this.#slots.confirmed(gone), undefined, false);
  }

  /** A list's whole snapshot has come: what it does not name has left. */
  retain(list: ChatListName, ids: SnapshotIds): void {
    this.#slots.forEach((slot, id) => {
      if (this.#slots.isIn(slot, list) && !ids.has(id)) this.remove(list, id);
    });
  }

  /** A list is not watched any more. Its chats may be as they were, so nobody is told that they went. */
  forget(list: ChatListName): void {
    this.#forgotten += 1;
    for (const id of [...this.#slots.ids()]) this.#drop(list, id);
  }

  addOverlay(chatId: string, overlay: Overlay): void {
    this.#changeLayers(chatId, (slot) => this.#slots.addOverlay(slot, overlay));
    // What the user did shows at once.
    this.flush();
  }

  dropOverlay(chatId: string, overlayId: string): void {
    this.#changeLayers(chatId, (slot) => this.#slots.dropOverlay(slot, overlayId));
  }

  /** Has a chat published again: something that is shown beside its record changed, such as a command on its way. */
  touch(id: string): void {
    const slot = this.#slots.get(id);
    if (slot !== undefined) this.#touch(slot);
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
    return this.#slots.size;
  }

  ids(): IterableIterator<string> {
    return this.#slots.ids();
  }

  record(id: string): TableRecord | undefined {
    const slot = this.#slots.get(id);
    const confirmed = slot === undefined ? undefined : this.#slots.confirmed(slot);
    if (slot === undefined || confirmed === undefined) return undefined;
    return { confirmed, floor: this.#slots.isIn(slot, 'floor'), mine: this.#slots.isIn(slot, 'mine') };
  }

  /** Called at once for each change of what a list shows, when both records are at hand; for what costs next to nothing. */
  onShown(list: ChatListName, listener: ShownListener): Unsubscribe {
    return this.#shown[list].add(listener);
  }

  /** Called with the slots of the chats that changed since the last time, each once, as often as is worth looking. */
  onPublished(listener: (slots: readonly number[]) => void): Unsubscribe {
    return this.#published.add(listener);
  }

  /** Called at once for each change of a confirmed record. */
  onConfirmed(listener: ConfirmedListener): Unsubscribe {
    return this.#confirmed.add(listener);
  }

  /** Called as often as `onPublished`, if that chat changed. */
  watch(id: string, listener: (chat: Chat | undefined) => void): Unsubscribe {
    return this.#watchers.add(id, listener);
  }

  readonly #flushNow = (): void => this.flush();

  /** Publishes what waits, now. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const slots = this.#dirty;
    if (slots.length === 0) return;
    this.#dirty = [];
    for (const slot of slots) this.#slots.setDirty(slot, false);
    // Who is told may have more published, or end a hold, before the next one is told.
    const unpin = this.#slots.pin();
    this.#published.call(slots);
    this.#tellWatchers(slots);
    unpin();
  }

  #tellWatchers(slots: readonly number[]): void {
    if (this.#watchers.none) return;
    for (const slot of slots) {
      const id = this.#slots.confirmed(slot)?.id;
      if (id !== undefined) this.#watchers.tell(id, this.get(id));
    }
  }

  #touch(slot: number): void {
    this.#changed?.add((this.#slots.confirmed(slot) as Chat).id);
    if (this.#slots.isDirty(slot)) return;
    this.#slots.setDirty(slot, true);
    this.#dirty.push(slot);
    this.#cancelFlush ??= this.#scheduler.requestFlush(this.#flushNow);
  }

  #join(slot: number, list: ChatListName): void {
    this.#slots.setIn(slot, list, true);
    this.#counts[list] += 1;
    this.#touch(slot);
    this.#shown[list].call(slot, undefined, this.#slots.shown(slot));
  }

  /** Takes a chat out of a list, and gives its slot back if that was its last one. */
  #drop(list: ChatListName, id: string): number | undefined {
    const slot = this.#slots.get(id);
    if (slot === undefined || !this.#slots.isIn(slot, list)) return undefined;
    this.#slots.setIn(slot, list, false);
    this.#counts[list] -= 1;
    this.#touch(slot);
    const gone = !this.#slots.isInAny(slot);
    if (gone) this.#slots.leave(id, slot);
    this.#shown[list].call(slot, this.#slots.shown(slot), undefined);
    return gone ? slot : undefined;
  }

  #confirm(slot: number, chat: Chat, initial: boolean): void {
    const before = this.#slots.confirmed(slot) as Chat;
    const cached = this.#slots.isCached(slot);
    const older = chat.version !== undefined && before.version !== undefined && chat.version < before.version;
    // A backend that was set up anew counts from the beginning: it is right, and the cache is not.
    if (older && !cached) return;
    const shown = this.#slots.shown(slot);
    if (cached) this.#slots.setCached(slot, false);
    this.#slots.confirm(slot, chat);
    this.#tell(slot, shown);
    if (!cached) this.#confirmed.call(before, chat, initial);
  }

  #changeLayers(chatId: string, change: (slot: number) => void): void {
    const slot = this.#slots.get(chatId);
    if (slot === undefined) return;
    const before = this.#slots.shown(slot);
    change(slot);
    this.#tell(slot, before);
  }

  #tell(slot: number, before: Chat | undefined): void {
    const after = this.#slots.shown(slot);
    this.#touch(slot);
    if (this.#slots.isIn(slot, 'floor')) this.#shown.floor.call(slot, before, after);
    if (this.#slots.isIn(slot, 'mine')) this.#shown.mine.call(slot, before, after);
  }
}
