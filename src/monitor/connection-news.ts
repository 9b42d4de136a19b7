import type { ChatError } from '../contract/index.js';
import type { BackendClock } from './backend-clock.js';
import type { ConnectionHealth } from './connection-health.js';
import { State } from './observable.js';
import type { PageWatch } from './page-watch.js';
import type { ConnectionState, ConnectionStatus } from './types.js';

/**
 * - `idle`: stopped, or put away with the page
 * - `waiting`: for the next try
 * - `renewing`: the host signs the viewer in again
 * - `refused`: for a reason that trying again does not mend
 */
export type Phase = 'idle' | 'connecting' | 'connected' | 'waiting' | 'renewing' | 'signed-out' | 'refused';

export interface Facts {
  readonly phase: Phase;
  /** What is in the way. */
  readonly error: ChatError | undefined;
  /** When the next try is due, browser clock. */
  readonly retryAt: number | undefined;
}

/** Says of the connection what those who look at the view have to know. */
export class ConnectionNews {
  readonly state: State<ConnectionState>;
  readonly #time: BackendClock;
  readonly #health: ConnectionHealth;
  readonly #page: PageWatch;
  #wasLive = false;

  constructor(time: BackendClock, health: ConnectionHealth, page: PageWatch) {
    this.#time = time;
    this.#health = health;
    this.#page = page;
    this.state = new State<ConnectionState>({ status: 'connecting', since: time.now() });
  }

  /** What is shown is as an earlier page saw it at `at`. */
  restored(at: number): void {
    this.#wasLive = true;
    this.state.set({ ...this.state.value, status: this.#page.offline ? 'offline' : 'stale', since: at });
  }

  /** Nothing is shown any more of what was live. */
  forget(): void {
    this.#wasLive = false;
  }

  publish({ phase, retryAt, error: inTheWay }: Facts): void {
    const was = this.state.value;
    const status = this.#statusIn(phase);
    const live = status === 'live';
    if (live) this.#wasLive = true;
    const error = live ? undefined : inTheWay;
    if (was.status === status && was.error === error && was.retryAt === retryAt) return;
    const kept = was.status === status || (isOld(status) && isOld(was.status));
    const begun = (isOld(status) ? this.#health.rightUntil : undefined) ?? this.#time.now();
    const since = kept ? was.since : begun;
    this.state.set({ status, since, ...(error && { error }), ...(retryAt !== undefined && { retryAt }) });
  }

  #statusIn(phase: Phase): ConnectionStatus {
    const was = this.state.value.status;
    if (phase === 'signed-out') return 'signed-out';
    if (phase === 'refused') return 'offline';
    if (phase === 'connected' && !this.#page.offline) {
      const { verdict } = this.#health;
      // A list that is opened while the others deliver makes none of them older.
      if (verdict === 'healthy' || (verdict === 'opening' && was === 'live')) return 'live';
    }
    if (this.#wasLive) return this.#page.offline ? 'offline' : 'stale';
    if (phase === 'idle') return was;
    return phase === 'waiting' ? 'offline' : 'connecting';
  }
}

/** What is shown is not known to be right any more. */
function isOld(status: ConnectionStatus): boolean {
  return status === 'stale' || status === 'offline' || status === 'signed-out';
}
