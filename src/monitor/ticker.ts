import type { BackendClock } from './backend-clock.js';
import { Listeners, type Unsubscribe } from './observable.js';
import type { Clock, Lifecycle } from './ports.js';

/** The one second hand of a page: everything that shows elapsed time moves with it. */
export class Ticker {
  readonly #clock: Clock;
  readonly #time: BackendClock;
  readonly #lifecycle: Lifecycle;
  readonly #listeners = new Listeners<[number]>();
  #cancel: (() => void) | undefined;
  #stopFollowing: Unsubscribe | undefined;

  constructor(clock: Clock, time: BackendClock, lifecycle: Lifecycle) {
    this.#clock = clock;
    this.#time = time;
    this.#lifecycle = lifecycle;
  }

  /** Epoch ms on the backend's clock. */
  now(): number {
    return this.#time.now();
  }

  /** Calls back at each full second of the backend's clock, and when a page wakes that was put away. */
  subscribe(listener: (now: number) => void): Unsubscribe {
    const remove = this.#listeners.add(listener);
    this.#stopFollowing ??= this.#lifecycle.subscribe(() => this.#follow());
    if (this.#cancel === undefined && !this.#lifecycle.asleep) this.#schedule();
    return () => {
      remove();
      if (this.#listeners.size > 0) return;
      this.#stopFollowing?.();
      this.#stopFollowing = undefined;
      this.#stop();
    };
  }

  #follow(): void {
    if (this.#lifecycle.asleep) this.#stop();
    else if (this.#cancel === undefined) this.#tick();
  }

  #tick(): void {
    this.#schedule();
    this.#listeners.call(this.#time.now());
  }

  #schedule(): void {
    const untilNext = 1000 - (this.#time.now() % 1000);
    this.#cancel = this.#clock.setTimer(() => this.#tick(), untilNext);
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
