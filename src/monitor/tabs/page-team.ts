import { abortErrorOf, ChatError, type ChatConnection } from '../../contract/index.js';
import { toChatError } from '../errors.js';
import { limited } from '../limited.js';
import type { Unsubscribe } from '../observable.js';
import type { Channel, Clock, HeldLock, Lifecycle, Locks, Random } from '../ports.js';
import { BackendSource } from './backend-source.js';
import { LeaderWatch } from './leader-watch.js';
import { fromPlain, type LeaderMessage } from './messages.js';
import { PageConnection } from './page-connection.js';
import { PageLine } from './page-line.js';
import { RelayService } from './relay-service.js';
import { RelaySource, type Leader } from './relay-source.js';
import { Replicas } from './replicas.js';

/** A leader whose connection ended has this long to make another, ms; then it is another page's turn. */
const GRACE = 12_000;
const CONNECT_LIMIT = 20_000;

export interface TeamContext {
  readonly pageId: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly lifecycle: Lifecycle;
  readonly locks: Locks;
  openChannel(name: string): Channel;
  /** To the backend itself. */
  connect(signal: AbortSignal): Promise<ChatConnection>;
  /** This page has the connection to the backend now, or has it no more. */
  roleChanged(): void;
  /** Pages of another version are open, with which nothing can be shared. */
  foreign(): void;
}

type Greeting = 'lead' | 'foreign' | Leader;

/**
 * The pages of one browser on which one viewer is signed in at one backend. One of them leads: it has the connection,
 * and the others theirs through it. When it goes, is put away or hangs, another one takes over, and its lists go on
 * where they were.
 */
export class PageTeam {
  readonly name: string;
  readonly #context: TeamContext;
  readonly #line: PageLine;
  readonly #replicas: Replicas;
  readonly #watch: LeaderWatch;
  #lock: HeldLock | undefined;
  #waitingForLock: AbortController | undefined;
  #service: RelayService | undefined;
  #source: BackendSource | undefined;
  #connection: PageConnection | undefined;
  #greet: ((greeting: Greeting) => void) | undefined;
  #cancelRelease: Unsubscribe | undefined;
  #left = false;

  constructor(name: string, context: TeamContext) {
    const { clock, lifecycle, pageId } = context;
    this.name = name;
    this.#context = context;
    this.#line = new PageLine(context.openChannel(name), pageId);
    this.#replicas = new Replicas(context);
    this.#watch = new LeaderWatch(this.#line, { clock, lifecycle }, () => void this.#steal());
    this.#line.onFollower(() => {
      if (this.#lock !== undefined && this.#service === undefined) this.#line.toFollowers({ type: 'connecting' });
    });
    this.#line.onForeign((_, leads) => {
      if (leads) this.#greet?.('foreign');
      // Whatever is answered, it tells them that a page of this version leads.
      else if (this.#lock !== undefined) this.#line.toFollowers({ type: 'connecting' });
    });
  }

  /** This page has the connection, or is the one that makes it. */
  get leads(): boolean {
    return this.#lock !== undefined;
  }

  get left(): boolean {
    return this.#left;
  }

  /** Errors: as of the backend's `connect`. */
  async connect(signal: AbortSignal): Promise<ChatConnection> {
    this.#cancelRelease?.();
    if (this.#lock === undefined) {
      const lock = await this.#context.locks.tryRequest(this.name);
      if (lock !== undefined) this.#hold(lock);
    }
    if (signal.aborted) {
      this.#releaseLater();
      throw abortErrorOf(signal);
    }
    return this.#lock === undefined ? this.#follow(signal) : this.#lead(signal);
  }

  /** Ends everything at once, and lets the next page lead. */
  leave(): void {
    if (this.#left) return;
    this.#left = true;
    this.#cancelRelease?.();
    this.#watch.stop();
    this.#waitingForLock?.abort();
    void this.#connection?.close();
    this.#service?.close();
    this.#line.toLeader({ type: 'bye' });
    this.#line.close();
    this.#replicas.clear();
    this.#lock?.release();
    this.#lock = undefined;
  }

  async #lead(signal: AbortSignal): Promise<ChatConnection> {
    const source = await this.#connectToBackend(signal);
    return this.#open(source);
  }

  /** The backend's own connection, announced to the pages that follow. */
  async #connectToBackend(signal: AbortSignal): Promise<BackendSource> {
    const { clock, lifecycle, openChannel, connect } = this.#context;
    this.#service ??= new RelayService({
      line: this.#line,
      clock,
      lifecycle,
      replicas: this.#replicas,
      openNews: (list) => openChannel(this.#newsOf(list)),
    });
    try {
      const source = new BackendSource(await connect(signal));
      if (this.#lock === undefined || signal.aborted) {
        source.close();
        throw new ChatError('unavailable', 'Another page has the connection to the backend now.');
      }
      this.#source = source;
      this.#service.connected(source);
      return source;
    } catch (thrown) {
      this.#service?.disconnected(toChatError(thrown));
      this.#releaseLater();
      throw thrown;
    }
  }

  async #follow(signal: AbortSignal): Promise<ChatConnection> {
    this.#waitForLock();
    const greeting = await this.#greeting(signal);
    if (greeting === 'lead') return this.#lead(signal);
    if (greeting === 'foreign') {
      this.#context.foreign();
      const source = new BackendSource(await this.#context.connect(signal));
      source.relayed = true;
      return this.#open(source);
    }
    return this.#open(this.#relay(greeting));
  }

  #open(source: BackendSource | RelaySource): PageConnection {
    const connection = new PageConnection(source, this.#replicas, () => this.#closed(connection));
    this.#connection = connection;
    return connection;
  }

  #closed(connection: PageConnection): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#source = undefined;
    this.#watch.stop();
    this.#service?.disconnected(new ChatError('unavailable', 'The connection to the backend was closed.'));
    if (!this.#left) this.#releaseLater();
  }

  #relay(leader: Leader): RelaySource {
    const { clock, lifecycle, openChannel } = this.#context;
    const source = new RelaySource(leader, {
      line: this.#line,
      clock,
      lifecycle,
      openNews: (list) => openChannel(this.#newsOf(list)),
    });
    this.#watch.follow(source);
    return source;
  }

  /** Who leads, and what its session is; or that it is this page's turn. */
  async #greeting(signal: AbortSignal): Promise<Greeting> {
    let end: Unsubscribe = () => {};
    try {
      return await new Promise<Greeting>((resolve, reject) => {
        const abort = (): void => reject(abortErrorOf(signal));
        const stop = this.#line.onLeader((message, page) => {
          if (message.type === 'welcome') resolve({ page, ...message });
          if (message.type === 'failed' && isFinal(message)) reject(fromPlain(message.error));
        });
        this.#greet = resolve;
        signal.addEventListener('abort', abort);
        end = () => {
          stop();
          signal.removeEventListener('abort', abort);
        };
        this.#watch.greet();
      });
    } finally {
      this.#greet = undefined;
      this.#watch.stop();
      end();
    }
  }

  #waitForLock(): void {
    if (this.#waitingForLock !== undefined) return;
    const waiting = new AbortController();
    this.#waitingForLock = waiting;
    this.#context.locks.request(this.name, waiting.signal).then(
      (lock) => this.#granted(lock),
      () => {},
    );
  }

  async #steal(): Promise<void> {
    this.#watch.stop();
    this.#granted(await this.#context.locks.steal(this.name));
  }

  #granted(lock: HeldLock): void {
    if (this.#left || this.#lock !== undefined) {
      lock.release();
      return;
    }
    this.#hold(lock);
    this.#watch.stop();
    if (this.#greet !== undefined) this.#greet('lead');
    else if (this.#connection !== undefined) void this.#takeOver(this.#connection);
    else this.#releaseLater();
  }

  #hold(lock: HeldLock): void {
    this.#lock = lock;
    this.#waitingForLock?.abort();
    this.#waitingForLock = undefined;
    void lock.ended.then((how) => {
      if (how === 'stolen' && this.#lock === lock) this.#deposed();
    });
  }

  /** The page that led is gone: this one connects, and its lists go on from where they are. */
  async #takeOver(connection: PageConnection): Promise<void> {
    try {
      const source = await limited(this.#context.clock, CONNECT_LIMIT, (signal) => this.#connectToBackend(signal));
      if (connection.closed) source.close();
      else connection.switchTo(source);
      this.#context.roleChanged();
    } catch (thrown) {
      connection.fail(toChatError(thrown));
    }
  }

  /** Another page took over: this one follows it, and delivers nothing meanwhile. */
  #deposed(): void {
    this.#lock = undefined;
    this.#service?.close();
    this.#service = undefined;
    if (this.#source !== undefined) this.#source.relayed = true;
    this.#context.roleChanged();
    const connection = this.#connection;
    if (connection === undefined) return;
    this.#waitForLock();
    limited(this.#context.clock, CONNECT_LIMIT, (signal) => this.#greeting(signal)).then(
      (greeting) => {
        if (connection.closed) return;
        if (greeting === 'lead') void this.#takeOver(connection);
        else if (greeting === 'foreign') this.#context.foreign();
        else connection.switchTo(this.#relay(greeting));
      },
      (thrown: unknown) => connection.fail(toChatError(thrown)),
    );
  }

  #releaseLater(): void {
    this.#cancelRelease?.();
    this.#cancelRelease = this.#context.clock.setTimer(() => this.leave(), GRACE);
  }

  #newsOf(list: string): string {
    return `${this.name} ${list}`;
  }
}

/** What the leader could not do the others cannot either; what may pass is waited for. */
function isFinal({ error }: Extract<LeaderMessage, { type: 'failed' }>): boolean {
  return error.retryable === false;
}
