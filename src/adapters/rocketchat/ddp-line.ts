import { fieldsOf, textOf, type Fields } from './fields.js';
import type { RocketchatSocket } from './options.js';

/** The server pings every 15 to 30 seconds; a line that is silent for longer is dead. Milliseconds. */
const SILENCE = 60_000;

type Told = (args: readonly unknown[]) => void;

interface Subscription {
  readonly stream: string;
  readonly event: string;
  readonly told: Told;
}

type DdpMessage = Fields<'msg' | 'id' | 'error' | 'result' | 'collection' | 'fields'>;

export interface DdpEvents {
  /** The line is signed in, as this user. */
  opened(userId: unknown): void;
  /** It is over, whoever ended it; told once. */
  ended(): void;
}

/** One realtime line to the server: DDP over a WebSocket, of which it needs to sign in, to subscribe and to be told. */
export class DdpLine {
  readonly #socket: RocketchatSocket;
  readonly #events: DdpEvents;
  readonly #subscriptions = new Map<string, Subscription>();
  #next = 0;
  #isOpen = false;
  #isOver = false;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: RocketchatSocket, token: string, events: DdpEvents) {
    this.#socket = socket;
    this.#events = events;
    socket.addEventListener('open', () => this.#send({ msg: 'connect', version: '1', support: ['1'] }));
    socket.addEventListener('message', ({ data }) => this.#hear(data, token));
    socket.addEventListener('error', () => this.close());
    socket.addEventListener('close', () => this.close());
    this.#listen();
  }

  /** Returns how to stop. What the server refuses is never told of. */
  subscribe(stream: string, event: string, told: Told): () => void {
    const id = `sub-${String((this.#next += 1))}`;
    const subscription = { stream, event, told };
    this.#subscriptions.set(id, subscription);
    if (this.#isOpen) this.#ask(id, subscription);
    return () => {
      if (this.#subscriptions.delete(id) && this.#isOpen) this.#send({ msg: 'unsub', id });
    };
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#isOpen = false;
    clearTimeout(this.#silence);
    this.#subscriptions.clear();
    this.#socket.close();
    this.#events.ended();
  }

  #hear(data: unknown, token: string): void {
    if (this.#isOver) return;
    this.#listen();
    const message = parsed(data);
    switch (message.msg) {
      case 'connected':
        this.#send({ msg: 'method', method: 'login', id: 'login', params: [{ resume: token }] });
        break;
      case 'ping':
        this.#send(message.id === undefined ? { msg: 'pong' } : { msg: 'pong', id: message.id });
        break;
      case 'result':
        if (message.id === 'login') this.#signedIn(message);
        break;
      case 'changed':
        this.#pass(message);
        break;
      case 'failed':
        this.close();
        break;
    }
  }

  #signedIn({ error, result }: DdpMessage): void {
    if (error !== undefined) {
      this.close();
      return;
    }
    this.#isOpen = true;
    // Who is told may end the line: then nothing is asked for.
    this.#events.opened(fieldsOf<'id'>(result).id);
    for (const [id, subscription] of this.#subscriptions) this.#ask(id, subscription);
  }

  #pass({ collection, fields }: DdpMessage): void {
    const { eventName, args } = fieldsOf<'eventName' | 'args'>(fields);
    for (const { stream, event, told } of [...this.#subscriptions.values()]) {
      if (stream === collection && event === eventName) told(Array.isArray(args) ? (args as unknown[]) : []);
    }
  }

  #ask(id: string, { stream, event }: Subscription): void {
    this.#send({ msg: 'sub', id, name: stream, params: [event, { useCollection: false, args: [] }] });
  }

  #send(message: unknown): void {
    this.#socket.send(JSON.stringify(message));
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.close(), SILENCE);
  }
}

/** What cannot be read says nothing; the lists are looked at anyway. */
function parsed(data: unknown): DdpMessage {
  try {
    return fieldsOf(JSON.parse(textOf(data) ?? 'null'));
  } catch {
    return {};
  }
}
