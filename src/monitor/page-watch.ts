import type { Unsubscribe } from './observable.js';
import type { Clock, Lifecycle } from './ports.js';
import { SleepDetector } from './sleep-detector.js';

/** What happens to the page, as far as a connection cares. */
export interface PageHandlers {
  /** The page is put away, or has been: the machine slept and the page was told nothing. Then it wakes at once. */
  fellAsleep(): void;
  woke(): void;
  /** It is looked at again, or the browser says that the network is back. */
  encouraged(): void;
  networkLost(): void;
}

type Look = Pick<Lifecycle, 'asleep' | 'visible' | 'online'>;

/** Follows the page, and judges what the browser says of the network. */
export class PageWatch {
  readonly #lifecycle: Lifecycle;
  readonly #handlers: PageHandlers;
  readonly #detector: SleepDetector;
  #seen: Look;
  /** Data came although the browser says that there is no network. */
  #refuted = false;
  #stopFollowing: Unsubscribe | undefined;

  constructor(lifecycle: Lifecycle, clock: Clock, handlers: PageHandlers) {
    this.#lifecycle = lifecycle;
    this.#handlers = handlers;
    this.#detector = new SleepDetector(clock, () => {
      handlers.fellAsleep();
      handlers.woke();
    });
    this.#seen = lookAt(lifecycle);
  }

  get asleep(): boolean {
    return this.#lifecycle.asleep;
  }

  /** There is no network, and nothing speaks against that. */
  get offline(): boolean {
    return !this.#lifecycle.online && !this.#refuted;
  }

  start(): void {
    this.#seen = lookAt(this.#lifecycle);
    this.#refuted = false;
    this.#stopFollowing = this.#lifecycle.subscribe(() => this.#changed());
    this.#attend();
  }

  stop(): void {
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
    this.#detector.stop();
  }

  /** Something came over the network. */
  heard(): void {
    this.#refuted = !this.#lifecycle.online;
  }

  #changed(): void {
    const was = this.#seen;
    const is = lookAt(this.#lifecycle);
    this.#seen = is;
    if (is.online !== was.online) this.#refuted = false;
    this.#attend();
    if (is.asleep) {
      if (!was.asleep) this.#handlers.fellAsleep();
    } else if (was.asleep) this.#handlers.woke();
    else if ((is.online && !was.online) || (is.visible && !was.visible)) this.#handlers.encouraged();
    else if (!is.online && was.online) this.#handlers.networkLost();
  }

  #attend(): void {
    if (this.#seen.visible && !this.#seen.asleep) this.#detector.start();
    else this.#detector.stop();
  }
}

function lookAt({ asleep, visible, online }: Lifecycle): Look {
  return { asleep, visible, online };
}
