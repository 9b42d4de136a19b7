import type { Chat } from '../contract/index.js';
import { ChatSlots, type ChatEntry, type ChatListName } from './chat-slots.js';
import { Listeners, type Unsubscribe } from './observable.js';
import type { Overlay } from './overlays.js';
import type { Scheduler } from './ports.js';

export type { ChatListName } from './chat-slots.js';

/** A chat as a copy of the table keeps it. */
export type TableRecord = Pick<Readonly<ChatEntry>, 'confirmed' | 'isIn'>;

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
  readonly #entries = new Map<string, ChatEntry>();
  readonly #slots = new ChatSlots();
  readonly #shown: Readonly<Record<ChatListName, Listeners<Parameters<ShownListener>>>> = {
    floor: new Listeners(),
    mine: new Listeners(),
  };
  readonly #published = new Listeners<[readonly number[]]>();
  readonly #confirmed = new Listeners<Parameters<ConfirmedListener>>();
  readonly #watchers = new Map<string, Listeners<[Chat | undefined]>>();
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
    for (const entry of this.#entries.values()) if (entry.isIn(list)) yield entry.shown;
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
      if (entry.isIn(list)) slots.push(entry.slot);
    });
    return slots;
  }

  /** A chat that has left has its slot until that is free. */
  slotOf(id: string): number | undefined {
    return (this.#entries.get(id) ?? this.#slots.left(id))?.slot;
  }

  /** The chat of the slot as shown, or as it was when it left. */
  at(slot: number): Chat | undefined {
    return this.#slots.at(slot)?.shown;
  }

  /** The chat of the slot as shown, if the list holds it. */
  inListAt(list: ChatListName, slot: number): Chat | undefined {
    const entry = this.#slots.at(slot);
    return entry?.isIn(list) === true ? entry.shown : undefined;
  }

  /** Keeps the slots of chats that leave, until the returned function is called. */
  pin(): Unsubscribe {
    return this.#slots.pin();
  }

  get(id: string): Chat | undefined {
    return this.#entries.get(id)?.shown;
  }

  upsert(list: ChatListName, chat: Chat, initial: boolean): void {
    const entry = this.#entries.get(chat.id);
    if (entry === undefined) {
      this.#join(this.#create(chat), list);
      // A whole floor that comes at once is no news to anybody.
      if (!initial) this.#confirmed.call(undefined, chat, initial);
      return;
    }
    if (!entry.isIn(list)) this.#join(entry, list);
    this.#confirm(entry, chat, initial);
  }

  /** Takes a chat as an earlier page saw it. What becomes of it is no news until its list is complete. */
  restore(chat: Chat, lists: readonly ChatListName[]): void {
    if (this.#entries.has(chat.id)) return;
    const entry = this.#create(chat);
    entry.cached = true;
    for (const list of lists) this.#join(entry, list);
  }

  /** A list is complete: what was restored is as the backend has it. */
  trust(list: ChatListName): void {
    this.#entries.forEach((entry) => {
      if (entry.isIn(list)) entry.cached = false;
    });
  }

  /** Takes the record that a command answered with. */
  settle(chat: Chat): void {
    const entry = this.#entries.get(chat.id);
    if (entry !== undefined) this.#confirm(entry, chat, false);
  }

  remove(list: ChatListName, id: string): void {
    const gone = this.#drop(list, id);
    if (gone?.cached === false) this.#confirmed.call(gone.confirmed, undefined, false);
  }

  /** A list's whole snapshot has come: what it does not name has left. */
  retain(list: ChatListName, ids: ReadonlySet<string>): void {
    this.#entries.forEach((entry, id) => {
      if (entry.isIn(list) && !ids.has(id)) this.remove(list, id);
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
    const { shown } = entry;
    entry.addOverlay(overlay);
    this.#tell(entry, shown);
    // What the user did shows at once.
    this.flush();
  }

  dropOverlay(chatId: string, overlayId: string): void {
    const entry = this.#entries.get(chatId);
    if (entry === undefined) return;
    const { shown } = entry;
    entry.dropOverlay(overlayId);
    this.#tell(entry, shown);
  }

  /** Has a chat published again: something that is shown beside its record changed, such as a command on its way. */
  touch(id: string): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined) this.#touch(entry);
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

  watch(id: string, listener: (chat: Chat | undefined) => void): Unsubscribe {
    let listeners = this.#watchers.get(id);
    if (listeners === undefined) this.#watchers.set(id, (listeners = new Listeners()));
    const remove = listeners.add(listener);
    return () => {
      remove();
      if (this.#watchers.get(id)?.size === 0) this.#watchers.delete(id);
    };
  }

  readonly #flushNow = (): void => this.flush();

  /** Publishes what waits, now. */
  flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = undefined;
    const slots = this.#dirty;
    if (slots.length === 0) return;
    this.#dirty = [];
    for (const slot of slots) (this.#slots.at(slot) as ChatEntry).dirty = false;
    this.#published.call(slots);
    if (this.#watchers.size > 0) this.#tellWatchers(slots);
    this.#slots.freeLeft();
  }

  #tellWatchers(slots: readonly number[]): void {
    for (const slot of slots) {
      const id = this.#slots.at(slot)?.confirmed.id;
      if (id !== undefined) this.#watchers.get(id)?.call(this.get(id));
    }
  }

  #touch(entry: ChatEntry): void {
    this.#changed?.add(entry.confirmed.id);
    if (entry.dirty) return;
    entry.dirty = true;
    this.#dirty.push(entry.slot);
    this.#cancelFlush ??= this.#scheduler.requestFlush(this.#flushNow);
  }

  #create(chat: Chat): ChatEntry {
    const entry = this.#slots.add(chat);
    this.#entries.set(chat.id, entry);
    return entry;
  }

  #join(entry: ChatEntry, list: ChatListName): void {
    entry.join(list);
    this.#counts[list] += 1;
    this.#touch(entry);
    this.#shown[list].call(entry.slot, undefined, entry.shown);
  }

  /** Takes a chat out of a list, and gives the entry back if that was its last one. */
  #drop(list: ChatListName, id: string): ChatEntry | undefined {
    const entry = this.#entries.get(id);
    if (entry?.isIn(list) !== true) return undefined;
    entry.leave(list);
    this.#counts[list] -= 1;
    this.#touch(entry);
    if (!entry.isInAny) {
      this.#entries.delete(id);
      this.#slots.leave(entry);
    }
    this.#shown[list].call(entry.slot, entry.shown, undefined);
    return entry.isInAny ? undefined : entry;
  }

  #confirm(entry: ChatEntry, chat: Chat, initial: boolean): void {
    const { confirmed: before, shown, cached } = entry;
    const older = chat.version !== undefined && before.version !== undefined && chat.version < before.version;
    // A backend that was set up anew counts from the beginning: it is right, and the cache is not.
    if (older && !cached) return;
    entry.cached = false;
    entry.confirm(chat);
    this.#tell(entry, shown);
    if (!cached) this.#confirmed.call(before, chat, initial);
  }

  #tell(entry: ChatEntry, before: Chat): void {
    const { slot, shown } = entry;
    this.#touch(entry);
    if (entry.isIn('floor')) this.#shown.floor.call(slot, before, shown);
    if (entry.isIn('mine')) this.#shown.mine.call(slot, before, shown);
  }
}
