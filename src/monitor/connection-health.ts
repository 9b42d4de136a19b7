import type { ChatError } from '../contract/index.js';
import type { BackendClock } from './backend-clock.js';
import { elapsedSince, momentOf, type Moment } from './moment.js';
import type { Clock } from './ports.js';

/** Failures of watches in a row after which the connection itself is taken for broken. */
const WATCH_FAILURES = 2;

type Health = 'opening' | 'healthy' | 'broken';

interface Watched {
  readonly health: Health;
  /** It was announced, and will deliver; others may have nothing to say for as long as they live. */
  readonly awaited: boolean;
  /** Absent where it has not been heard, or promises no heartbeats. */
  readonly heard?: Moment;
  /** The same on the backend's clock: until then, what came of it is known to be right. */
  readonly rightUntil?: number;
}

export interface HealthHandlers {
  /** A watch brought something, a heartbeat at least. */
  heard(): void;
  /** The verdict may be another one; `error`: of the watch that broke. */
  changed(error?: ChatError): void;
  /** So many watches break that it must be the connection. */
  lost(error: ChatError): void;
  unauthenticated(error: ChatError): void;
}

/** Judges a connection by its watches, which report here. */
export class ConnectionHealth {
  readonly #clock: Clock;
  readonly #time: BackendClock;
  readonly #handlers: HealthHandlers;
  readonly #watches = new Map<string, Watched>();
  #failures = 0;

  constructor(clock: Clock, time: BackendClock, handlers: HealthHandlers) {
    this.#clock = clock;
    this.#time = time;
    this.#handlers = handlers;
  }

  /** As bad as the worst of them; a watch that is being opened is worse than a healthy one. */
  get verdict(): Health {
    return this.#some('broken') ? 'broken' : this.#some('opening') ? 'opening' : 'healthy';
  }

  /** For how long the quietest of those that deliver has said nothing, ms. */
  get silence(): number {
    let longest = 0;
    this.#watches.forEach(({ health, heard }) => {
      if (health === 'healthy' && heard !== undefined) longest = Math.max(longest, elapsedSince(heard, this.#clock));
    });
    return longest;
  }

  /** The last moment at which all that is shown was right, backend clock; undefined where nothing came yet. */
  get rightUntil(): number | undefined {
    let first: number | undefined;
    this.#watches.forEach(({ rightUntil }) => {
      if (rightUntil !== undefined) first = Math.min(first ?? rightUntil, rightUntil);
    });
    return first;
  }

  /** A watch is being opened that will deliver: until it does, the connection is not known to be healthy. */
  opening(name: string): void {
    if (!this.#watches.has(name)) this.#watches.set(name, { health: 'opening', awaited: true });
  }

  closed(name: string): void {
    this.#watches.delete(name);
    this.#handlers.changed();
  }

  heard(name: string): void {
    const watched = this.#watches.get(name);
    if (watched) this.#watches.set(name, { ...watched, heard: momentOf(this.#clock), rightUntil: this.#time.now() });
    this.#handlers.heard();
  }

  /** It delivers. */
  healthy(name: string): void {
    this.#failures = 0;
    this.#turn(name, 'healthy');
    this.#handlers.changed();
  }

  /**
   * It broke; `again`: it has not delivered since the last time. Returns whether it is broken for itself: it makes no
   * sense time and again while others deliver. Then it says nothing about the connection until it delivers.
   */
  broken(name: string, error: ChatError, again: boolean): boolean {
    this.#turn(name, 'broken');
    const ownFault = error.code === 'protocol';
    if (ownFault && again && this.#some('healthy')) {
      this.closed(name);
      return true;
    }
    if (!ownFault || !(this.#some('healthy') || this.#some('opening'))) this.#failures += 1;
    if (this.#failures < WATCH_FAILURES) this.#handlers.changed(error);
    else this.#handlers.lost(error);
    return false;
  }

  /** The backend will not give it. */
  failed(name: string, error: ChatError): void {
    if (error.code === 'unauthenticated') this.#handlers.unauthenticated(error);
    else this.closed(name);
  }

  /** The connection is gone; all watches will be opened on the next one. */
  restart(): void {
    this.#failures = 0;
    for (const [name, { awaited }] of [...this.#watches]) {
      if (awaited) this.#turn(name, 'opening');
      else this.#watches.delete(name);
    }
  }

  #turn(name: string, health: Health): void {
    this.#watches.set(name, { awaited: false, ...this.#watches.get(name), health });
  }

  #some(health: Health): boolean {
    let found = false;
    this.#watches.forEach((watched) => (found ||= watched.health === health));
    return found;
  }
}
