import type { BackendClock } from './backend-clock.js';
import { Listeners, type Unsubscribe } from './observable.js';
import type { Clock } from './ports.js';

/** The one second hand of a page: everything that shows elapsed time moves with it. */
export class Ticker {
  readonly #clock: Clock;
  readonly #time: BackendClock;
  readonly #listeners = new Listeners<[number]>();
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, time: BackendClock) {
    this.#clock = clock;
    this.#time = time;
  }

  /** Epoch ms on the backend's clock. */
  now(): number {
    return this.#time.now();
  }

  /** Calls back at each full second of the backend's clock. */
  subscribe(listener: (now: number) => void): Unsubscribe {
    const remove = this.#listeners.add(listener);
    if (this.#cancel === undefined) this.#schedule();
    return () => {
      remove();
      if (this.#listeners.size > 0) return;
      this.#cancel?.();
      this.#cancel = undefined;
    };
  }

  #schedule(): void {
    const untilNext = 1000 - (this.#time.now() % 1000);
    this.#cancel = this.#clock.setTimer(() => {
      this.#schedule();
      this.#listeners.call(this.#time.now());
    }, untilNext);
  }
}
