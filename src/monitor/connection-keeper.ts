import { ChatError, type ChatAdapter, type ChatConnection, type Session } from '../contract/index.js';
import { Backoff } from './backoff.js';
import type { BackendClock } from './backend-clock.js';
import { toChatError } from './errors.js';
import { limited } from './limited.js';
import { State, type Unsubscribe } from './observable.js';
import type { Clock, Lifecycle, Random } from './ports.js';
import type { ConnectionState, ConnectionStatus } from './types.js';
import { Watch } from './watch.js';

const CONNECT_LIMIT = 20_000;
/** Failures of watches in a row after which the connection itself is taken for broken. */
const WATCH_FAILURES = 2;

const finalCodes: readonly string[] = ['forbidden', 'unsupported', 'invalid', 'not-found'];

export interface ConnectionHooks {
  /** A connection is there; nothing comes of it before this resolves. Never rejects; `signal`: it is not needed any more. */
  prepare(session: Session, signal: AbortSignal): Promise<void>;
  connected(connection: ChatConnection): void;
  /** The session of the connection, and each replacement. */
  session(session: Session): void;
  disconnected(): void;
}

export interface ConnectionContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly lifecycle: Lifecycle;
  readonly time: BackendClock;
}

/** A session as a record, so that it is watched like everything else. */
interface SessionRecord {
  readonly id: 'session';
  readonly session: Session;
}

type Health = 'opening' | 'healthy' | 'broken';

/** Keeps one connection to the backend: makes it, judges it by its watches, and makes it again. */
export class ConnectionKeeper {
  readonly state: State<ConnectionState>;
  readonly #adapter: ChatAdapter;
  readonly #context: ConnectionContext;
  readonly #hooks: ConnectionHooks;
  readonly #backoff: Backoff;
  readonly #sessionWatch: Watch<SessionRecord>;
  readonly #health = new Map<string, Health>();
  #connection: ChatConnection | undefined;
  #attempt: AbortController | undefined;
  #cancelRetry: (() => void) | undefined;
  #stopLifecycle: Unsubscribe | undefined;
  #watchFailures = 0;
  #wasLive = false;
  #heardAt = 0;
  #waiting: ((connection: ChatConnection) => void)[] = [];

  constructor(adapter: ChatAdapter, context: ConnectionContext, hooks: ConnectionHooks) {
    this.#adapter = adapter;
    this.#context = context;
    this.#hooks = hooks;
    this.#backoff = new Backoff(context.random);
    this.state = new State<ConnectionState>({ status: 'connecting', since: context.time.now() });
    this.#sessionWatch = new Watch<SessionRecord>(
      {
        heartbeats: false,
        open: (connection, options) => sessionsAsChanges(connection, options.signal),
        apply: ({ upserts }) => {
          for (const { session } of upserts) this.#hooks.session(session);
        },
        retain: () => {},
        healthy: () => this.watchHealthy('session'),
        broken: (error, again) => void this.watchBroken('session', error, again),
        failed: (error) => this.watchFailed('session', error),
      },
      { clock: context.clock, random: context.random, resumes: () => false },
    );
  }

  get current(): ChatConnection | undefined {
    return this.#connection;
  }

  /** The last moment at which the view was right; backend time. */
  get lastRight(): number {
    const { status, since } = this.state.value;
    return status === 'live' ? this.#heardAt : since;
  }

  /** Whether an answer is still to come: nobody has said that there will be none. */
  get expecting(): boolean {
    const { status, retryAt } = this.state.value;
    return status !== 'signed-out' && (status !== 'offline' || retryAt !== undefined);
  }

  /** The view is shown as an earlier page saw it at `at`, until there is a connection. */
  restored(at: number): void {
    this.#wasLive = true;
    this.#heardAt = at;
    this.state.set({ ...this.state.value, status: this.#context.lifecycle.online ? 'stale' : 'offline', since: at });
  }

  /** Nothing is shown any more of what was. */
  forget(): void {
    this.#wasLive = false;
    this.#heardAt = 0;
    this.#set('connecting');
  }

  /** Resolves when there is a connection; rejects never, but may not resolve at all. */
  async whenConnected(): Promise<ChatConnection> {
    return this.#connection ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  start(): void {
    if (this.#stopLifecycle !== undefined) return;
    this.#stopLifecycle = this.#context.lifecycle.subscribe(() => this.#lifecycleChanged());
    this.#connect();
  }

  stop(): void {
    this.#stopLifecycle?.();
    this.#stopLifecycle = undefined;
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#attempt?.abort();
    this.#attempt = undefined;
    this.#drop();
    if (this.#wasLive && this.state.value.status !== 'signed-out') this.#set('stale');
  }

  /** Tries at once, whatever is in the way. */
  reconnect(): void {
    if (this.#stopLifecycle === undefined) return;
    if (this.#connection !== undefined && this.state.value.status === 'live') return;
    this.#drop();
    this.#backoff.succeeded();
    this.#connect();
  }

  /** A watch that counts for the connection's health is being opened. */
  watchOpening(name: string): void {
    if (!this.#health.has(name)) this.#health.set(name, 'opening');
  }

  watchClosed(name: string): void {
    this.#health.delete(name);
    this.#judge();
  }

  watchHealthy(name: string): void {
    this.heard();
    this.#watchFailures = 0;
    this.#health.set(name, 'healthy');
    this.#judge();
  }

  /**
   * Whether the watch is broken for itself: it makes no sense time and again while others deliver. Then it says nothing
   * about the connection until it delivers.
   */
  watchBroken(name: string, error: ChatError, again: boolean): boolean {
    this.#health.set(name, 'broken');
    const ownFault = error.code === 'protocol';
    if (ownFault && again && this.#some('healthy')) {
      this.watchClosed(name);
      return true;
    }
    if (!ownFault || !(this.#some('healthy') || this.#some('opening'))) this.#watchFailures += 1;
    this.#judge(error);
    if (this.#watchFailures >= WATCH_FAILURES && this.#connection !== undefined) {
      this.#drop();
      this.#retry(error);
    }
    return false;
  }

  /** A watch that the backend will not give. */
  watchFailed(name: string, error: ChatError): void {
    if (error.code === 'unauthenticated') this.signedOut(error);
    else this.watchClosed(name);
  }

  /** Something came from the backend. */
  heard(): void {
    this.#heardAt = this.#context.time.now();
    if (this.state.value.status === 'offline') this.#judge();
  }

  /**
   * One call on the connection there is, for at most `limit` ms.
   * Errors: `unavailable` without a connection, `timeout`, and the call's own.
   */
  async call<T>(limit: number, call: (connection: ChatConnection, signal: AbortSignal) => Promise<T>): Promise<T> {
    const connection = this.#connection;
    if (connection === undefined) throw new ChatError('unavailable', 'There is no connection to the backend.');
    try {
      return await limited(this.#context.clock, limit, (signal) => call(connection, signal));
    } catch (thrown) {
      const error = toChatError(thrown);
      if (error.code === 'unauthenticated') this.signedOut(error);
      throw error;
    }
  }

  /** Some call was answered with `unauthenticated`. */
  signedOut(error: ChatError): void {
    this.#drop();
    this.#cancelRetry?.();
    this.#set('signed-out', { error });
  }

  #connect(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#attempt?.abort();
    const attempt = new AbortController();
    this.#attempt = attempt;
    if (!this.#wasLive) this.#set('connecting');
    void this.#tryToConnect(attempt);
  }

  async #tryToConnect({ signal }: AbortController): Promise<void> {
    try {
      const connect = (limit: AbortSignal): Promise<ChatConnection> => this.#adapter.connect({ signal: limit });
      const connection = await limited(this.#context.clock, CONNECT_LIMIT, connect, signal);
      if (!signal.aborted) {
        this.#context.time.restart(connection.session.at);
        await this.#hooks.prepare(connection.session, signal);
      }
      if (signal.aborted) void connection.close().catch(() => {});
      else this.#connected(connection);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toChatError(thrown);
      if (error.code === 'unauthenticated') this.signedOut(error);
      else if (finalCodes.includes(error.code)) this.#set('offline', { error });
      else this.#retry(error);
    }
  }

  #connected(connection: ChatConnection): void {
    this.#connection = connection;
    this.#watchFailures = 0;
    this.#hooks.session(connection.session);
    this.#hooks.connected(connection);
    for (const resolve of this.#waiting) resolve(connection);
    this.#waiting = [];
    if (connection.watchSession !== undefined) this.#sessionWatch.start(connection);
    this.#judge();
  }

  #drop(): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    this.#connection = undefined;
    this.#sessionWatch.stop();
    this.#hooks.disconnected();
    for (const name of this.#health.keys()) this.#health.set(name, 'opening');
    void connection.close().catch(() => {});
  }

  #retry(error: ChatError | undefined): void {
    if (this.#stopLifecycle === undefined) return;
    const delay = this.#backoff.next(error?.retryAfter);
    this.#cancelRetry?.();
    this.#cancelRetry = this.#context.clock.setTimer(() => this.#connect(), delay);
    const retryAt = this.#context.clock.now() + delay;
    const status = this.#wasLive && this.#context.lifecycle.online ? 'stale' : 'offline';
    this.#set(status, { ...(error && { error }), retryAt });
  }

  #judge(error?: ChatError): void {
    if (this.#connection === undefined) return;
    if (this.#some('broken')) {
      const known = error ?? this.state.value.error;
      this.#set(this.#context.lifecycle.online ? 'stale' : 'offline', known && { error: known });
    } else if (!this.#some('opening') || this.state.value.status === 'live') {
      this.#wasLive = true;
      this.#backoff.succeeded();
      this.#set('live');
    }
  }

  #some(health: Health): boolean {
    let found = false;
    this.#health.forEach((one) => (found ||= one === health));
    return found;
  }

  #lifecycleChanged(): void {
    const { online, visible } = this.#context.lifecycle;
    if (!online && this.state.value.status === 'live') this.#set('offline');
    else if (online && visible && this.#cancelRetry !== undefined) this.reconnect();
  }

  #set(status: ConnectionStatus, more: { error?: ChatError; retryAt?: number } = {}): void {
    const was = this.state.value;
    if (was.status === status && was.error === more.error && was.retryAt === more.retryAt) return;
    const lastRight = this.#heardAt || this.#context.time.now();
    const degraded = isDegraded(status);
    const keepSince = was.status === status || (degraded && isDegraded(was.status));
    const since = keepSince ? was.since : degraded ? lastRight : this.#context.time.now();
    this.state.set({ status, since, ...more });
  }
}

/** What is shown is as of some time ago. */
function isDegraded(status: ConnectionStatus): boolean {
  return status === 'stale' || status === 'offline' || status === 'signed-out';
}

async function* sessionsAsChanges(connection: ChatConnection, signal: AbortSignal) {
  const sessions = connection.watchSession?.({ signal });
  if (sessions === undefined) return;
  for await (const session of sessions) {
    yield { upserts: [{ id: 'session' as const, session }], removes: [], at: session.at, synced: true as const };
  }
}
