import { DdpLine } from './ddp-line.js';
import { fieldsOf } from './fields.js';
import type { RocketchatSocket } from './options.js';

export interface RealtimeOptions {
  readonly socket: new (url: string) => RocketchatSocket;
  readonly url: string;
  readonly viewerId: string;
  /** Undefined: there is none, and so no line. */
  token(): Promise<string | undefined>;
}

export interface RealtimeEvents {
  /** Chats may have come, gone or moved. */
  chatsChanged(): void;
  /** A line that was open is broken. */
  broken(): void;
  /** The line's token is somebody else's. */
  otherViewer(): void;
}

type Told = (message: unknown) => void;

/**
 * Hints of the server that it is time to look, and messages as they are written. There is at most one line, opened when
 * it is first needed; one that never opened is not tried again, since the lists are looked at anyway.
 */
export class Realtime {
  readonly #options: RealtimeOptions;
  readonly #events: RealtimeEvents;
  readonly #rooms = new Map<symbol, { readonly chatId: string; readonly told: Told; stop?: () => void }>();
  #line: DdpLine | undefined;
  #state: 'closed' | 'opening' | 'open' | 'impossible' = 'closed';

  constructor(options: RealtimeOptions, events: RealtimeEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Messages come while the line is open. */
  get isOpen(): boolean {
    return this.#state === 'open';
  }

  open(): void {
    if (this.#state !== 'closed') return;
    this.#state = 'opening';
    void this.#connect();
  }

  /** Returns how to stop. */
  follow(chatId: string, told: Told): () => void {
    const key = Symbol(chatId);
    const room: { chatId: string; told: Told; stop?: () => void } = { chatId, told };
    this.#rooms.set(key, room);
    if (this.#line !== undefined) room.stop = subscribeTo(this.#line, chatId, told);
    return () => {
      this.#rooms.delete(key);
      room.stop?.();
    };
  }

  close(): void {
    this.#state = 'impossible';
    this.#line?.close();
  }

  async #connect(): Promise<void> {
    const { socket: Socket, url, viewerId } = this.#options;
    try {
      const token = await this.#options.token();
      if (token === undefined || !this.#isOpening()) {
        this.#state = 'impossible';
        return;
      }
      const line = new DdpLine(new Socket(url), token, {
        opened: (userId) => this.#opened(userId),
        ended: () => this.#ended(),
      });
      this.#line = line;
      const changed = (): void => this.#events.chatsChanged();
      line.subscribe('stream-livechat-inquiry-queue-observer', 'public', changed);
      line.subscribe('stream-notify-user', `${viewerId}/subscriptions-changed`, ([, subscription]) => {
        if (fieldsOf<'t'>(subscription).t === 'l') changed();
      });
      for (const room of this.#rooms.values()) room.stop = subscribeTo(line, room.chatId, room.told);
    } catch {
      // A host without a token, or an address that no socket takes: the lists are looked at anyway.
      this.#state = 'impossible';
    }
  }

  #isOpening(): boolean {
    return this.#state === 'opening';
  }

  #opened(userId: unknown): void {
    if (userId !== this.#options.viewerId) {
      this.#line?.close();
      this.#events.otherViewer();
      return;
    }
    this.#state = 'open';
    // What happened before the line heard of it.
    this.#events.chatsChanged();
  }

  #ended(): void {
    this.#line = undefined;
    const wasOpen = this.#state === 'open';
    this.#state = wasOpen ? 'closed' : 'impossible';
    if (wasOpen) this.#events.broken();
  }
}

function subscribeTo(line: DdpLine, chatId: string, told: Told): () => void {
  return line.subscribe('stream-room-messages', chatId, ([message]) => told(message));
}
