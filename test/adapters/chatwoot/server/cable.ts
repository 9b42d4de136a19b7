import { ACCOUNT, type User } from './state.js';

type Listener = (event: { readonly data: unknown }) => void;

/**
 * ActionCable as Rails speaks it: `welcome`, a ping every 3 s, `confirm_subscription` or `reject_subscription`, then
 * pushes. Recorded from the frames that `@rails/actioncable` handles and from Chatwoot's `app/channels/room_channel.rb`.
 */
export class CableServer {
  readonly #users: () => readonly User[];
  readonly #sockets = new Set<FakeSocket>();
  /** A new line is refused. */
  refuses = false;
  /** Pushes are kept here until they are let go, in the test's own order and number. */
  held: (() => void)[] | undefined;
  /** What clients sent. */
  readonly received: unknown[] = [];

  constructor(users: () => readonly User[]) {
    this.#users = users;
  }

  get open(): number {
    return this.#sockets.size;
  }

  /** The class that an adapter gets as `socket`. */
  get socket(): new (url: string, protocols: string[]) => FakeSocket {
    const accept = (socket: FakeSocket): void => this.#accept(socket);
    const read = (socket: FakeSocket, data: string): void => this.#read(socket, data);
    const leave = (socket: FakeSocket): void => void this.#sockets.delete(socket);
    return class extends FakeSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { accept, read, leave });
      }
    };
  }

  /** To everybody who is subscribed and sees it. */
  push(sees: (user: User) => boolean, event: string, data: Record<string, unknown>): void {
    const send = (): void => {
      for (const socket of this.#sockets) {
        if (socket.user && sees(socket.user)) {
          socket.receive({ identifier: socket.identifier, message: { event, data: { ...data, account_id: ACCOUNT } } });
        }
      }
    };
    if (this.held) this.held.push(send);
    else send();
  }

  /** As a network that breaks. */
  cut(): void {
    for (const socket of [...this.#sockets]) socket.end('close');
  }

  #accept(socket: FakeSocket): void {
    if (this.refuses) return socket.end('error');
    this.#sockets.add(socket);
    socket.receive({ type: 'welcome' });
    socket.ping();
  }

  #read(socket: FakeSocket, data: string): void {
    const frame = JSON.parse(data) as { command: string; identifier: string };
    this.received.push(frame);
    const { channel, pubsub_token, user_id, account_id } = JSON.parse(frame.identifier) as Record<string, unknown>;
    const user = this.#users().find(({ id }) => pubsub_token === `pubsub-${id}` && user_id === id);
    const { identifier } = frame;
    if (channel !== 'RoomChannel' || account_id !== ACCOUNT || user === undefined) {
      return socket.receive({ type: 'reject_subscription', identifier });
    }
    socket.user = user;
    socket.identifier = identifier;
    socket.receive({ type: 'confirm_subscription', identifier });
  }
}

interface ServerSide {
  accept(socket: FakeSocket): void;
  read(socket: FakeSocket, data: string): void;
  leave(socket: FakeSocket): void;
}

/** The page's end of a line. */
class FakeSocket {
  readonly #server: ServerSide;
  readonly #listeners: { readonly type: string; readonly listener: Listener }[] = [];
  #pings: ReturnType<typeof setInterval> | undefined;
  #over = false;
  user: User | undefined;
  identifier = '';

  constructor(
    readonly url: string,
    readonly protocols: string[],
    server: ServerSide,
  ) {
    this.#server = server;
    queueMicrotask(() => server.accept(this));
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.push({ type, listener });
  }

  send(data: string): void {
    this.#server.read(this, data);
  }

  close(): void {
    this.#over = true;
    clearInterval(this.#pings);
    this.#server.leave(this);
  }

  ping(): void {
    this.#pings = setInterval(() => this.receive({ type: 'ping', message: Math.floor(Date.now() / 1000) }), 3_000);
    this.#pings.unref();
  }

  receive(frame: unknown): void {
    if (!this.#over) this.#tell('message', JSON.stringify(frame));
  }

  end(type: 'close' | 'error'): void {
    this.close();
    this.#tell(type, undefined);
  }

  #tell(type: string, data: unknown): void {
    for (const one of this.#listeners) if (one.type === type) one.listener({ data });
  }
}
