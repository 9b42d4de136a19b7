import type { Chat } from '../contract/index.js';
import { enlarged, roomFor } from './enlarged.js';
import type { Unsubscribe } from './observable.js';
import type { Overlay } from './overlays.js';

/** What is known of a chat, as bits. */
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

/**
 * Every chat by its slot, a small number; in columns instead of objects, since there are many and they change all the
 * time. A slot is another chat's only after everybody has been told that its chat left.
 */
export class ChatSlots {
  readonly #slots = new Map<string, number>();
  /** Of chats that have left, until their slots are free. */
  readonly #left = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #confirmed: (Chat | undefined)[] = [];
  readonly #layers = new Map<number, Layers>();
  #bits = new Uint8Array(64);
  #pins = 0;

  /** All slots are smaller. */
  get length(): number {
    return this.#confirmed.length;
  }

  /** How many chats are there. */
  get size(): number {
    return this.#slots.size;
  }

  ids(): IterableIterator<string> {
    return this.#slots.keys();
  }

  forEach(callback: (slot: number, id: string) => void): void {
    this.#slots.forEach(callback);
  }

  get(id: string): number | undefined {
    return this.#slots.get(id);
  }

  /** One that has left and still has its slot. */
  left(id: string): number | undefined {
    return this.#left.get(id);
  }

  /** Undefined for a slot that is free. */
  confirmed(slot: number): Chat | undefined {
    return this.#confirmed[slot];
  }

  /** The confirmed record with the overlays on it: what the user sees. */
  shown(slot: number): Chat | undefined {
    const layers = this.#layers.size === 0 ? undefined : this.#layers.get(slot);
    return layers === undefined ? this.#confirmed[slot] : layers.shown;
  }

  /** A chat that comes back gets the slot that it still has. */
  add(chat: Chat): number {
    const { id } = chat;
    const left = this.#left.size === 0 ? undefined : this.#left.get(id);
    const slot = left ?? this.#free.pop() ?? this.#confirmed.length;
    if (left !== undefined) {
      // Nothing of what it was counts any more.
      this.#left.delete(id);
      this.#layers.delete(slot);
      this.#set(slot, CACHED, false);
    }
    if (slot === this.#bits.length) this.#bits = enlarged(this.#bits, roomFor(slot + 1, slot));
    this.#slots.set(id, slot);
    this.#confirmed[slot] = chat;
    return slot;
  }

  leave(id: string, slot: number): void {
    this.#slots.delete(id);
    this.#left.set(id, slot);
  }

  /** Takes a new record; overlays that it settles are dropped. */
  confirm(slot: number, chat: Chat): void {
    this.#confirmed[slot] = chat;
    if (this.#layers.size > 0) this.#filterOverlays(slot, (overlay) => !overlay.settledBy(chat));
  }

  addOverlay(slot: number, overlay: Overlay): void {
    this.#lay(slot, [...(this.#layers.get(slot)?.overlays ?? []), overlay]);
  }

  dropOverlay(slot: number, id: string): void {
    this.#filterOverlays(slot, (overlay) => overlay.id !== id);
  }

  isIn(slot: number, list: ChatListName): boolean {
    return this.#has(slot, listBits[list]);
  }

  isInAny(slot: number): boolean {
    return this.#has(slot, ANY_LIST);
  }

  setIn(slot: number, list: ChatListName, held: boolean): void {
    this.#set(slot, listBits[list], held);
  }

  /** As an earlier page saw it; the backend has not said yet that it is so. */
  isCached(slot: number): boolean {
    return this.#has(slot, CACHED);
  }

  setCached(slot: number, cached: boolean): void {
    this.#set(slot, CACHED, cached);
  }

  /** Will be published. */
  isDirty(slot: number): boolean {
    return this.#has(slot, DIRTY);
  }

  setDirty(slot: number, dirty: boolean): void {
    this.#set(slot, DIRTY, dirty);
  }

  /** Keeps the slots of chats that leave, until the returned function is called. */
  pin(): Unsubscribe {
    this.#pins += 1;
    let pinned = true;
    return () => {
      if (!pinned) return;
      pinned = false;
      this.#pins -= 1;
      if (this.#pins === 0) this.#freeLeft();
    };
  }

  /** Everybody has been told who left. */
  #freeLeft(): void {
    this.#left.forEach((slot, id) => {
      if (this.isDirty(slot)) return;
      this.#left.delete(id);
      this.#layers.delete(slot);
      this.#confirmed[slot] = undefined;
      this.#bits[slot] = 0;
      this.#free.push(slot);
    });
  }

  #filterOverlays(slot: number, stays: (overlay: Overlay) => boolean): void {
    const layers = this.#layers.get(slot);
    if (layers !== undefined) this.#lay(slot, layers.overlays.filter(stays));
  }

  #lay(slot: number, overlays: readonly Overlay[]): void {
    const shown = overlays.reduce((chat, overlay) => overlay.apply(chat), this.#confirmed[slot] as Chat);
    if (overlays.length === 0) this.#layers.delete(slot);
    else this.#layers.set(slot, { overlays, shown });
  }

  #has(slot: number, bits: number): boolean {
    return ((this.#bits[slot] as number) & bits) !== 0;
  }

  #set(slot: number, bit: number, on: boolean): void {
    const bits = this.#bits[slot] as number;
    this.#bits[slot] = on ? bits | bit : bits & ~bit;
  }
}
