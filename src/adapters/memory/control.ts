import type { ChatErrorCode, Message, ReportEvent, Settings } from '../../contract/index.js';
import { ChatError } from '../../contract/index.js';
import { actor, type Actor } from './actor.js';
import { burst, type BurstOptions } from './burst.js';
import type { ChatRow } from './chat-row.js';
import { closeChat } from './command-effects.js';
import type { MemoryFault, MemoryMethod } from './faults.js';
import type { MemoryCall, MemoryHub } from './hub.js';
import { openChat } from './open-chat.js';
import type { MemoryChat, MemoryUser } from './types.js';
import type { WatchKind, WatchLine } from './watch-line.js';

/** Everything that happens to a backend without the viewer's doing. */
export class MemoryControl {
  readonly #hub: MemoryHub;

  constructor(hub: MemoryHub) {
    this.#hub = hub;
  }

  /** Acts as another user, at once and by the same rules. */
  as(userId: string): Actor {
    return actor(this.#hub.core, userId);
  }

  /** A customer opens a chat; returns its id. */
  open(chat: MemoryChat): string {
    return openChat(this.#hub.core.store, chat).id;
  }

  /** The chat's customer writes. */
  write(chatId: string, text: string): Message {
    const { requester } = this.#hub.core.store.chat(chatId);
    return this.#hub.core.write(chatId, { kind: 'requester', ...requester }, text);
  }

  /** The chat's customer ends it. */
  end(chatId: string): void {
    const { store } = this.#hub.core;
    closeChat(store, store.chat(chatId));
  }

  /** Many changes at once, or so many per second. */
  burst(options: BurstOptions): Promise<void> {
    return burst(this.#hub.core, options);
  }

  /** Adds a user, or replaces one; other roles or companies change what that user sees at once. */
  setUser(user: MemoryUser): void {
    this.#hub.core.store.addUser(user);
    this.#hub.core.store.revise();
  }

  setSettings(settings: Partial<Omit<Settings, 'companies'>>): void {
    const { store } = this.#hub.core;
    store.settings = { ...store.settings, ...settings };
    store.revise();
  }

  /** Milliseconds before a call does anything. */
  setLatency(method: MemoryMethod, ms: number): void {
    this.#hub.faults.setLatency(method, ms);
  }

  /** What goes wrong with the next call of a method; several are used up one call each. */
  fail(method: MemoryMethod, ...faults: readonly MemoryFault[]): void {
    for (const fault of faults) this.#hub.faults.add(method, fault);
  }

  /** Breaks all watches, or those of one kind; without a code they end as if nothing more were to come. */
  cut(code: ChatErrorCode | null = 'unavailable', kind?: WatchKind): void {
    for (const line of this.#lines(kind)) {
      line.end(code === null ? undefined : new ChatError(code, 'The watch was cut.'));
    }
  }

  /** While false, all watches break and every call is `unavailable`. */
  setReachable(reachable: boolean): void {
    this.#hub.reachable = reachable;
    if (!reachable) this.cut('unavailable');
  }

  /** While true, watches deliver nothing, heartbeats neither, and nobody says why. */
  setSilent(silent: boolean): void {
    this.#hub.silent = silent;
    for (const line of this.#lines()) {
      line.silent = silent;
      line.wake();
    }
  }

  /** Ends a user's sign-in: watches break and calls are refused with `unauthenticated`. */
  signOut(userId: string): void {
    this.#hub.signedOut.add(userId);
    for (const line of this.#lines()) {
      if (line.viewerId === userId) line.end(new ChatError('unauthenticated', 'The sign-in is over.'));
    }
  }

  signIn(userId: string): void {
    this.#hub.signedOut.delete(userId);
  }

  /** Delivers records as they are, malformed ones too, to all open watches of a kind. */
  inject(kind: WatchKind, ...records: readonly unknown[]): void {
    this.injectBatch(kind, { upserts: records, removes: [], at: this.#hub.core.store.now() });
  }

  /** Delivers anything in place of a batch, or of a session. */
  injectBatch(kind: WatchKind, batch: unknown): void {
    for (const line of this.#lines(kind)) line.inject(batch);
  }

  /** Delivers the last batch of each watch of a kind once more. */
  redeliver(kind: WatchKind): void {
    for (const line of this.#lines(kind)) if (line.last !== undefined) line.inject(line.last);
  }

  /** Milliseconds that the backend's clock is ahead of the runtime's. */
  setClockOffset(ms: number): void {
    this.#hub.core.store.clockOffset = ms;
  }

  /** Milliseconds between heartbeats of a quiet watch, from the next one on. */
  setHeartbeat(ms: number): void {
    this.#hub.heartbeat = ms;
    for (const line of this.#lines()) line.wake();
  }

  /** Makes all cursors given so far too old. */
  expireCursors(): void {
    this.#hub.core.store.log.prune(0);
  }

  /** How many watches are open. */
  watches(kind?: WatchKind): number {
    return this.#lines(kind).length;
  }

  /** Calls that reached the backend, oldest first. */
  calls(method?: MemoryMethod): readonly MemoryCall[] {
    return method === undefined ? [...this.#hub.calls] : this.#hub.calls.filter((call) => call.method === method);
  }

  /** How often the command with this key took effect. */
  performed(idempotencyKey: string): number {
    return this.#hub.core.performed.get(idempotencyKey) ?? 0;
  }

  /** The chat as it is, whoever may see it. */
  chat(id: string): ChatRow {
    return this.#hub.core.store.chat(id);
  }

  chats(): readonly ChatRow[] {
    return [...this.#hub.core.store.chats.values()];
  }

  messages(chatId: string): readonly Message[] {
    return this.#hub.core.store.messages.get(chatId) ?? [];
  }

  /** Report_Events in the order in which they came. */
  get reports(): readonly ReportEvent[] {
    return this.#hub.core.reports.records;
  }

  /** The backend's clock. */
  now(): number {
    return this.#hub.core.store.now();
  }

  #lines(kind?: WatchKind): WatchLine[] {
    return [...this.#hub.lines].filter((line) => kind === undefined || line.kind === kind);
  }
}
