import { ChatError, type ChatAdapter, type ChatConnection, type Session } from '../contract/index.js';
import type { BackendClock } from './backend-clock.js';
import { ConnectionHealth } from './connection-health.js';
import { ConnectionNews, type Phase } from './connection-news.js';
import { CurrentConnection, type ConnectionHooks } from './current-connection.js';
import { dial } from './dial.js';
import { toChatError } from './errors.js';
import type { Observable } from './observable.js';
import { PageWatch } from './page-watch.js';
import type { Clock, Lifecycle, Random } from './ports.js';
import { Retries } from './retries.js';
import { SignInRenewal } from './sign-in-renewal.js';
import { TOO_LATE } from './sleep-detector.js';
import type { ConnectionState, RenewSignIn } from './types.js';

/** Connecting again does not help until something is changed at the backend. */
const finalCodes: readonly string[] = ['forbidden', 'unsupported', 'invalid', 'not-found'];

export interface KeeperHooks extends ConnectionHooks {
  /** A connection is there; nothing comes of it before this resolves. Never rejects; `signal`: it is not needed any more. */
  prepare(session: Session, signal: AbortSignal): Promise<void>;
}

export interface ConnectionContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly lifecycle: Lifecycle;
  readonly time: BackendClock;
}

/** Keeps one connection to the backend: makes it, ends it while the page sleeps, and makes it again. */
export class ConnectionKeeper {
  /** The watches of the connection report here. */
  readonly health: ConnectionHealth;
  /** Calls go over it. */
  readonly current: CurrentConnection;
  readonly #adapter: ChatAdapter;
  readonly #context: ConnectionContext;
  readonly #hooks: KeeperHooks;
  readonly #news: ConnectionNews;
  readonly #page: PageWatch;
  readonly #retries: Retries;
  readonly #renewal: SignInRenewal;
  #running = false;
  #phase: Phase = 'idle';
  /** Of the connecting or renewing under way. */
  #attempt: AbortController | undefined;
  #error: ChatError | undefined;
  #sleeps = 0;

  constructor(adapter: ChatAdapter, context: ConnectionContext, hooks: KeeperHooks) {
    const { clock, random, lifecycle, time } = context;
    this.#adapter = adapter;
    this.#context = context;
    this.#hooks = hooks;
    const unauthenticated = (error: ChatError): void => this.#unauthenticated(error);
    this.health = new ConnectionHealth(clock, time, {
      heard: () => this.#heard(),
      changed: (error) => this.#healthChanged(error),
      lost: (error) => this.#healthLost(error),
      unauthenticated,
    });
    this.current = new CurrentConnection({ clock, random, health: this.health, hooks, unauthenticated });
    this.#page = new PageWatch(lifecycle, clock, {
      fellAsleep: () => this.#sleep(),
      woke: () => this.#wake(),
      encouraged: () => this.#encouraged(),
      networkLost: () => this.#networkLost(),
    });
    this.#news = new ConnectionNews(time, this.health, this.#page);
    this.#retries = new Retries(clock, random, () => this.#connect());
    this.#renewal = new SignInRenewal(clock);
  }

  get state(): Observable<ConnectionState> {
    return this.#news.state;
  }

  /** The view is shown as an earlier page saw it at `at`, until there is a connection. */
  restored(at: number): void {
    this.#news.restored(at);
  }

  /** Nothing is shown any more of what was. */
  forget(): void {
    this.#news.forget();
    this.#publish();
  }

  /** How often page or machine have slept. */
  get sleeps(): number {
    return this.#sleeps;
  }

  get renewSignIn(): RenewSignIn | undefined {
    return this.#renewal.renew;
  }

  set renewSignIn(renew: RenewSignIn | undefined) {
    this.#renewal.renew = renew;
    // A page may bring it after the first refusal.
    if (this.#running && this.#phase === 'signed-out' && this.#error) this.#unauthenticated(this.#error);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#page.start();
    if (!this.#page.asleep) this.#connect();
  }

  stop(): void {
    this.#running = false;
    this.#page.stop();
    this.#halt();
  }

  /** Tries at once, whatever is in the way. */
  reconnect(): void {
    if (!this.#running || this.#page.asleep || this.state.value.status === 'live') return;
    this.#renewal.reset();
    this.#connect();
  }

  /** A call beside those of `current` was answered with `unauthenticated`. */
  unauthenticated(error: ChatError): void {
    if (this.current.connection !== undefined) this.#unauthenticated(error);
  }

  /** The viewer signed out here: the host is not asked to renew it. */
  signOut(): void {
    this.#end('signed-out', new ChatError('unauthenticated', 'The viewer signed out.'));
  }

  #connect(): void {
    const signal = this.#enter('connecting');
    // What was wrong stays said until it is better, but for a sign-in that nobody renews at the moment.
    if (this.#error?.code === 'unauthenticated') this.#error = undefined;
    this.#publish();
    void this.#tryToConnect(signal);
  }

  async #tryToConnect(signal: AbortSignal): Promise<void> {
    try {
      const connection = await dial(this.#adapter, this.#context.clock, signal);
      if (!signal.aborted) {
        this.#context.time.restart(connection.session.at);
        await this.#hooks.prepare(connection.session, signal);
      }
      if (signal.aborted) void connection.close().catch(() => {});
      else this.#connected(connection);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = toChatError(thrown);
      if (error.code === 'unauthenticated') this.#unauthenticated(error);
      else if (finalCodes.includes(error.code)) this.#end('refused', error);
      else this.#failed(error);
    }
  }

  #connected(connection: ChatConnection): void {
    this.#phase = 'connected';
    this.#page.heard();
    this.current.begin(connection);
    this.#publish();
  }

  /** Begins another phase, and ends what was under way. */
  #enter(phase: Phase): AbortSignal {
    this.#attempt?.abort();
    this.#attempt = new AbortController();
    this.#retries.cancel();
    this.#phase = phase;
    this.current.end();
    return this.#attempt.signal;
  }

  #failed(error: ChatError): void {
    this.#enter('waiting');
    this.#error = error;
    this.#retries.asked(error.retryAfter);
    this.#retries.failed(this.#page.offline);
    this.#publish();
  }

  #end(phase: 'signed-out' | 'refused', error: ChatError): void {
    this.#enter(phase);
    this.#error = error;
    this.#publish();
  }

  /** Whatever was asked was answered with `unauthenticated`. */
  #unauthenticated(refusal: ChatError): void {
    if (!this.#renewal.possible) {
      this.#end('signed-out', refusal);
      return;
    }
    const signal = this.#enter('renewing');
    this.#error = refusal;
    this.#publish();
    void this.#renewal.ask(refusal, signal).then((failure) => {
      if (signal.aborted) return;
      if (failure === undefined) this.#connect();
      else this.#end('signed-out', failure);
    });
  }

  /** Nothing is under way any more; what was final stays so. */
  #halt(): void {
    this.#enter(this.#phase === 'signed-out' || this.#phase === 'refused' ? this.#phase : 'idle');
    this.#publish();
  }

  #sleep(): void {
    this.#sleeps += 1;
    this.#halt();
  }

  #wake(): void {
    // Who is known to be signed out may have signed in elsewhere; the host is not asked again.
    if (this.#phase !== 'signed-out') this.#renewal.reset();
    this.#tryNow();
  }

  #encouraged(): void {
    // The timers of a hidden page are held up, so nothing else has noticed if the machine slept.
    this.#context.time.distrust();
    const doubtful = this.state.value.status === 'offline' || this.health.silence > TOO_LATE;
    if (this.#phase === 'connected' && doubtful) this.#halt();
    if (this.#phase === 'waiting' || this.#phase === 'idle') this.#tryNow();
  }

  #networkLost(): void {
    if (this.#phase === 'waiting') this.#retries.postpone();
    this.#publish();
  }

  /** Connects at once, or as soon as the backend wants it. */
  #tryNow(): void {
    if (!this.#running) return;
    if (this.#retries.hasten()) this.#connect();
    else {
      this.#phase = 'waiting';
      this.#publish();
    }
  }

  #heard(): void {
    this.#page.heard();
    if (this.state.value.status === 'offline') this.#publish();
  }

  /** What breaks while the page is being put away is no failure: this page's own parts may have let go of it. */
  #healthLost(error: ChatError): void {
    if (!this.#page.asleep) this.#failed(error);
  }

  #healthChanged(error: ChatError | undefined): void {
    if (this.#page.asleep) return;
    if (error !== undefined) {
      this.#error = error;
      this.#retries.asked(error.retryAfter);
    }
    this.#publish();
  }

  #publish(): void {
    this.#news.publish({ phase: this.#phase, error: this.#error, retryAt: this.#retries.due });
    if (this.state.value.status !== 'live') return;
    this.#error = undefined;
    this.#retries.succeeded();
    this.#renewal.succeeded();
  }
}
