import type { Chat } from '../contract/index.js';
import type { Unsubscribe } from './observable.js';
import type { Overlay } from './overlays.js';

/** What is known of a chat, as bits: there are as many of these as chats. */
const listBits = { floor: 1, mine: 2 } as const;

export type ChatListName = keyof typeof listBits;

const ANY_LIST = listBits.floor | listBits.mine;
const CACHED = 4;
const DIRTY = 8;

/** Overlays, and what they make of the confirmed record; most chats have none. */
interface Layers {
  readonly overlays: readonly Overlay[];
  readonly shown: Chat;
}

/** One chat of the table. */
export class ChatEntry {
  /** A small number that stands for the chat in tables of others. */
  readonly slot: number;
  #confirmed: Chat;
  #layers: Layers | undefined;
  #bits = 0;

  constructor(slot: number, chat: Chat) {
    this.slot = slot;
    this.#confirmed = chat;
  }

  get confirmed(): Chat {
    return this.#confirmed;
  }

  /** The confirmed record with the overlays on it: what the user sees. */
  get shown(): Chat {
    return this.#layers === undefined ? this.#confirmed : this.#layers.shown;
  }

  /** Takes a new record; overlays that it settles are dropped. */
  confirm(chat: Chat): void {
    this.#confirmed = chat;
    if (this.#layers !== undefined) this.#lay(this.#layers.overlays.filter((overlay) => !overlay.settledBy(chat)));
  }

  addOverlay(overlay: Overlay): void {
    this.#lay([...(this.#layers?.overlays ?? []), overlay]);
  }

  dropOverlay(id: string): void {
    if (this.#layers !== undefined) this.#lay(this.#layers.overlays.filter((overlay) => overlay.id !== id));
  }

  isIn(list: ChatListName): boolean {
    return (this.#bits & listBits[list]) !== 0;
  }

  get isInAny(): boolean {
    return (this.#bits & ANY_LIST) !== 0;
  }

  join(list: ChatListName): void {
    this.#set(listBits[list], true);
  }

  leave(list: ChatListName): void {
    this.#set(listBits[list], false);
  }

  /** As an earlier page saw it; the backend has not said yet that it is so. */
  get cached(): boolean {
    return (this.#bits & CACHED) !== 0;
  }

  set cached(cached: boolean) {
    this.#set(CACHED, cached);
  }

  /** Will be published. */
  get dirty(): boolean {
    return (this.#bits & DIRTY) !== 0;
  }

  set dirty(dirty: boolean) {
    this.#set(DIRTY, dirty);
  }

  #lay(overlays: readonly Overlay[]): void {
    const shown = overlays.reduce((chat, overlay) => overlay.apply(chat), this.#confirmed);
    this.#layers = overlays.length === 0 ? undefined : { overlays, shown };
  }

  #set(bit: number, on: boolean): void {
    this.#bits = on ? this.#bits | bit : this.#bits & ~bit;
  }
}

/** Every chat by its slot. One is another chat's only after everybody has been told that its chat left. */
export class ChatSlots {
  readonly #entries: (ChatEntry | undefined)[] = [];
  readonly #free: number[] = [];
  /** Chats that have left, until their slots are free. */
  readonly #left = new Map<string, ChatEntry>();
  #pins = 0;

  /** All slots are smaller. */
  get length(): number {
    return this.#entries.length;
  }

  at(slot: number): ChatEntry | undefined {
    return this.#entries[slot];
  }

  /** One that has left and still has its slot. */
  left(id: string): ChatEntry | undefined {
    return this.#left.size === 0 ? undefined : this.#left.get(id);
  }

  /** A chat that comes back gets the slot that it still has. */
  add(chat: Chat): ChatEntry {
    const left = this.left(chat.id);
    const entry = new ChatEntry(left?.slot ?? this.#free.pop() ?? this.#entries.length, chat);
    entry.dirty = left?.dirty === true;
    this.#left.delete(chat.id);
    this.#entries[entry.slot] = entry;
    return entry;
  }

  leave(entry: ChatEntry): void {
    this.#left.set(entry.confirmed.id, entry);
  }

  /** Keeps the slots of chats that leave, until the returned function is called. */
  pin(): Unsubscribe {
    this.#pins += 1;
    let pinned = true;
    return () => {
      if (!pinned) return;
      pinned = false;
      this.#pins -= 1;
      this.freeLeft();
    };
  }

  /** Everybody has been told who left. */
  freeLeft(): void {
    if (this.#pins > 0) return;
    this.#left.forEach(({ slot, dirty }, id) => {
      if (dirty) return;
      this.#left.delete(id);
      this.#entries[slot] = undefined;
      this.#free.push(slot);
    });
  }
}
