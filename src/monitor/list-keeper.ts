import type { Changes, ChatConnection, ChatError, WatchOptions } from '../contract/index.js';
import type { BackendClock } from './backend-clock.js';
import { State, type Unsubscribe } from './observable.js';
import type { ConnectionKeeper } from './connection-keeper.js';
import type { Clock } from './ports.js';
import type { ListState } from './types.js';
import type { SnapshotIds } from './snapshot-ids.js';
import { Watch, type WatchContext } from './watch.js';

/** A list nobody needs is kept this long: an element that is moved in its page leaves and comes back. */
const LINGER = 2_000;

export interface ListSource<T> {
  readonly name: string;
  open(connection: ChatConnection, options: WatchOptions): AsyncIterable<Changes<T>>;
  /** `initial`: belongs to the first snapshot, so nothing in it is news. */
  apply(changes: Changes<T>, initial: boolean): void;
  isEmpty(): boolean;
  /** Nothing but these exists any more. */
  retain(ids: SnapshotIds): void;
  /** Drops everything, because it is not watched any more: nothing has happened to the records. */
  forget(): void;
  /** What was restored is complete now, and as the backend has it. */
  trust?(): void;
  /** Publishes what waits, now. */
  publish(): void;
}

export interface ListContext extends WatchContext {
  readonly clock: Clock;
  readonly keeper: ConnectionKeeper;
  readonly time: BackendClock;
}

/** One list of the backend, watched for as long as somebody needs it. */
export class ListKeeper<T extends { readonly id: string }> {
  readonly state = new State<ListState>({ phase: 'idle' });
  readonly #source: ListSource<T>;
  readonly #context: ListContext;
  #watch: Watch<T>;
  #restored = false;
  #leases = 0;
  #cancelLinger: (() => void) | undefined;

  constructor(source: ListSource<T>, context: ListContext) {
    this.#source = source;
    this.#context = context;
    this.#watch = this.#createWatch();
  }

  /** Whether it is being watched, or would be if there were a connection. */
  get inUse(): boolean {
    return this.state.value.phase !== 'idle';
  }

  /** Whether all of it has come from the backend. */
  get complete(): boolean {
    return this.state.value.phase === 'ready' && !this.#restored;
  }

  get cursor(): string | undefined {
    return this.#watch.cursor;
  }

  /** An earlier page's records are in place; the watch goes on from its cursor. */
  restored(cursor: string | undefined): void {
    this.#restored = true;
    if (cursor !== undefined) this.#watch.resumeFrom(cursor);
    if (this.inUse) this.#setReady();
  }

  use(): Unsubscribe {
    this.#leases += 1;
    this.#cancelLinger?.();
    this.#cancelLinger = undefined;
    if (!this.inUse) this.#begin();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.#leases -= 1;
      if (this.#leases === 0) this.#cancelLinger = this.#context.clock.setTimer(() => this.#end(), LINGER);
    };
  }

  connected(connection: ChatConnection): void {
    if (!this.inUse) {
      // Nobody would keep them up.
      if (this.#restored) this.restart();
      return;
    }
    if (this.state.value.phase === 'failed') this.state.set({ phase: 'loading' });
    this.#context.keeper.health.opening(this.#source.name);
    this.#watch.start(connection);
  }

  disconnected(): void {
    this.#watch.stop();
  }

  /** Asks again for what could not be had. */
  retry(): void {
    const connection = this.#context.keeper.current.connection;
    if (this.state.value.phase === 'failed' && connection !== undefined) this.connected(connection);
  }

  /** Begins again with nothing: the query or the viewer changed. */
  restart(): void {
    this.#watch.stop();
    this.#watch = this.#createWatch();
    this.#forget();
    if (this.inUse) this.#begin();
  }

  #begin(): void {
    this.state.set({ phase: this.#restored ? 'ready' : 'loading' });
    const connection = this.#context.keeper.current.connection;
    if (connection !== undefined) this.connected(connection);
  }

  /** Whoever is told that the list is complete sees it so. */
  #setReady(): void {
    this.#source.publish();
    this.state.set({ phase: 'ready' });
  }

  #end(): void {
    this.#cancelLinger = undefined;
    this.#watch.stop();
    this.#watch = this.#createWatch();
    this.#context.keeper.health.closed(this.#source.name);
    this.state.set({ phase: 'idle' });
    this.#forget();
  }

  #fail(error: ChatError): void {
    this.#watch.forget();
    this.#forget();
    this.state.set({ phase: 'failed', error });
  }

  #forget(): void {
    this.#restored = false;
    this.#source.forget();
  }

  #createWatch(): Watch<T> {
    const { health } = this.#context.keeper;
    const { name } = this.#source;
    return new Watch<T>(
      {
        heartbeats: true,
        open: (connection, options) => this.#source.open(connection, options),
        isEmpty: () => this.#source.isEmpty(),
        retain: (ids) => this.#source.retain(ids),
        apply: (changes, initial) => {
          this.#context.time.observe(changes.at);
          health.heard(name);
          this.#source.apply(changes, initial);
        },
        healthy: () => {
          if (this.#restored) this.#source.trust?.();
          this.#restored = false;
          this.#setReady();
          health.healthy(name);
        },
        broken: (error, again) => {
          if (health.broken(name, error, again)) this.#fail(error);
        },
        failed: (error) => {
          // Where nobody is signed in, what was shown stays until it is known who comes back.
          if (error.code !== 'unauthenticated') this.#fail(error);
          health.failed(name, error);
        },
      },
      this.#context,
    );
  }
}
