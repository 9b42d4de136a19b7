import type { RocketchatSocket } from '../../../../src/adapters/rocketchat/index.js';
import type { ServerState } from './state.js';

interface Ask {
  readonly msg: string;
  readonly id?: string;
  readonly name?: string;
  readonly params?: readonly unknown[];
}

type Listener = (event: { data?: unknown }) => void;

/** One line, as the client has it; the server's answers come in tasks of their own. */
class ServerLine implements RocketchatSocket {
  readonly subscriptions = new Map<string, string>();
  /** Told at once; listeners of `close` are told later, as of everything. */
  onClosed: () => void = () => undefined;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #heard: (line: ServerLine, ask: Ask) => void;
  #isOver = false;

  constructor(heard: (line: ServerLine, ask: Ask) => void) {
    this.#heard = heard;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(text: string): void {
    if (!this.#isOver) this.#heard(this, JSON.parse(text) as Ask);
  }

  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.onClosed();
    this.emit('close', {});
  }

  say(message: object): void {
    this.emit('message', { data: JSON.stringify(message) });
  }

  emit(type: string, event: { data?: unknown }): void {
    setImmediate(() => {
      for (const listener of this.#listeners.get(type) ?? []) listener(event);
    });
  }
}

/** The server's side of its realtime lines, without a network: `Socket` stands for WebSocket. DDP as Meteor has it. */
export class RealtimeServer {
  readonly lines = new Set<ServerLine>();
  /** New lines are refused, as a proxy does that passes no sockets. */
  isBlocked = false;
  readonly Socket: new (url: string) => RocketchatSocket;
  /** Addresses that were asked for. */
  readonly urls: string[] = [];
  /** Streams that were asked for. */
  readonly asked: string[] = [];
  /** How often a ping was answered. */
  pongs = 0;
  readonly #state: ServerState;
  #told: (() => void) | undefined;

  constructor(state: ServerState) {
    this.#state = state;
    const heard = (line: ServerLine, ask: Ask): void => this.#hear(line, ask);
    const opened = (line: ServerLine, url: string): void => this.#open(line, url);
    this.Socket = class extends ServerLine {
      constructor(url: string) {
        super(heard);
        opened(this, url);
      }
    };
    state.push = (stream, event, args) => this.tell(stream, event, args);
  }

  /** Pushes to all who subscribed; the test's own way to push what no server should. */
  tell(stream: string, event: string, args: readonly unknown[]): void {
    for (const line of this.lines) {
      if (![...line.subscriptions.values()].includes(`${stream} ${event}`)) continue;
      line.say({ msg: 'changed', collection: stream, id: 'id', fields: { eventName: event, args: dated(args) } });
    }
  }

  /** Resolves once some line has subscribed to this. */
  async subscribed(stream: string, event: string): Promise<void> {
    const isThere = (): boolean =>
      [...this.lines].some((line) => [...line.subscriptions.values()].includes(`${stream} ${event}`));
    while (!isThere()) await new Promise<void>((resolve) => (this.#told = resolve));
  }

  /** Breaks every line. */
  cut(): void {
    for (const line of this.lines) line.close();
  }

  ping(): void {
    for (const line of this.lines) line.say({ msg: 'ping' });
  }

  #open(line: ServerLine, url: string): void {
    this.urls.push(url);
    if (this.isBlocked) {
      line.emit('error', {});
      return;
    }
    this.lines.add(line);
    line.onClosed = () => this.lines.delete(line);
    line.emit('open', {});
  }

  #hear(line: ServerLine, { msg, id, name, params = [] }: Ask): void {
    if (msg === 'connect') line.say({ msg: 'connected', session: 'session' });
    if (msg === 'pong') this.pongs += 1;
    if (msg === 'method') this.#signIn(line, id, params);
    if (msg === 'unsub') line.subscriptions.delete(id ?? '');
    if (msg !== 'sub') return;
    this.asked.push(name ?? '');
    line.subscriptions.set(id ?? '', `${name ?? ''} ${String(params[0])}`);
    line.say({ msg: 'ready', subs: [id] });
    this.#told?.();
  }

  #signIn(line: ServerLine, id: string | undefined, [login]: readonly unknown[]): void {
    const { resume } = login as { resume?: string };
    const user = [...this.#state.users.values()].find(({ token }) => token !== undefined && token === resume);
    if (user === undefined) line.say({ msg: 'result', id, error: { error: 403, reason: 'Try logging in again' } });
    else line.say({ msg: 'result', id, result: { id: user._id, token: resume } });
  }
}

/** Times travel as `$date` on this way. */
function dated(value: unknown): unknown {
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
    return { $date: new Date(value).getTime() };
  if (Array.isArray(value)) return value.map(dated);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, dated(item)]));
}
