import { ChatError } from '../../contract/index.js';
import { type Raw, rawOf } from './wire.js';

/** What is used of a `WebSocket`. */
export interface CableSocket {
  send(data: string): void;
  close(): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'close' | 'error', listener: () => void): void;
}

export type CableSocketClass = new (url: string, protocols: string[]) => CableSocket;

/** One push: its name, and what it is about. */
export interface CableEvent {
  readonly event: string;
  readonly data: Raw;
}

export interface CableOptions {
  readonly socket: CableSocketClass;
  readonly url: string;
  /** What `RoomChannel` asks for. */
  readonly room: { readonly pubsub_token: string; readonly account_id: number; readonly user_id: number };
  onEvent(event: CableEvent): void;
  /** It was confirmed, and is no more. */
  onLost(error: ChatError): void;
}

const PROTOCOLS = ['actioncable-v1-json', 'actioncable-unsupported'];
/** Milliseconds until a subscription counts as impossible. */
const CONFIRM = 5_000;
/** The server pings every 3 s; after so much silence it is gone, ms. */
const SILENCE = 10_000;

/**
 * One subscription to Chatwoot's `RoomChannel` by ActionCable, from opening to its end: it is not opened again. Never
 * asks for `update_presence`, which would keep the viewer "online" there.
 */
export class Cable {
  readonly #options: CableOptions;
  readonly #identifier: string;
  readonly #socket: CableSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #state: 'opening' | 'live' | 'over' = 'opening';
  #settle: (live: boolean) => void = () => undefined;
  /** Resolves with whether it was confirmed; never rejects. */
  readonly opened: Promise<boolean>;

  constructor(options: CableOptions) {
    this.#options = options;
    this.#identifier = JSON.stringify({ channel: 'RoomChannel', ...options.room });
    this.opened = new Promise((resolve) => (this.#settle = resolve));
    this.#timer = setTimeout(() => this.#end(), CONFIRM);
    try {
      const socket = new options.socket(options.url, PROTOCOLS);
      this.#socket = socket;
      socket.addEventListener('message', ({ data }) => this.#read(data));
      socket.addEventListener('close', () => this.#end());
      socket.addEventListener('error', () => this.#end());
    } catch {
      // A policy of the page, or an address that is none: the same as a server that does not answer.
      this.#end();
    }
  }

  get live(): boolean {
    return this.#state === 'live';
  }

  get over(): boolean {
    return this.#state === 'over';
  }

  close(): void {
    this.#state = 'over';
    clearTimeout(this.#timer);
    this.#settle(false);
    this.#socket?.close();
  }

  #read(data: unknown): void {
    if (this.#state === 'over') return;
    const frame = frameOf(data);
    if (this.#state === 'live') this.#listen();
    switch (frame['type']) {
      case 'welcome':
        this.#socket?.send(JSON.stringify({ command: 'subscribe', identifier: this.#identifier }));
        break;
      case 'confirm_subscription':
        if (frame['identifier'] !== this.#identifier) break;
        this.#state = 'live';
        this.#listen();
        this.#settle(true);
        break;
      case 'disconnect':
      case 'reject_subscription':
        this.#end();
        break;
      case undefined:
        if (this.#state === 'live' && frame['identifier'] === this.#identifier) this.#pass(rawOf(frame['message']));
    }
  }

  #pass({ event, data }: Raw): void {
    const about = rawOf(data);
    const { account_id: account } = about;
    // One user's token is good for all accounts of the installation.
    if (typeof event !== 'string' || (account !== undefined && account !== this.#options.room.account_id)) return;
    this.#options.onEvent({ event, data: about });
  }

  #listen(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(), SILENCE);
  }

  #end(): void {
    if (this.#state === 'over') return;
    const wasLive = this.live;
    this.close();
    if (wasLive) this.#options.onLost(new ChatError('unavailable', 'Chatwoot: the line for changes broke.'));
  }
}

function frameOf(data: unknown): Raw {
  try {
    return rawOf(JSON.parse(String(data)));
  } catch {
    return { type: 'unreadable' };
  }
}
