import type { Clock } from './ports.js';

/**
 * The backend's time, estimated from the times in its batches. A batch can only arrive late, never early, so the
 * largest difference seen on a connection is the best one.
 */
export class BackendClock {
  readonly #clock: Clock;
  #offset: number | undefined;
  #distrusted = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Epoch ms at the backend; the browser's own time until the backend was heard. */
  now(): number {
    return this.#clock.now() + this.offset;
  }

  /** Milliseconds that the backend's clock is ahead of this one. */
  get offset(): number {
    return this.#offset ?? 0;
  }

  /** Goes by what an earlier page knew, until the backend was heard. */
  assume(offset: number): void {
    this.#offset ??= offset;
  }

  /** Takes the time at which the backend made something that arrives now. */
  observe(at: number): void {
    const offset = at - this.#clock.now();
    if (this.#offset === undefined || this.#distrusted || offset > this.#offset) this.#offset = offset;
    this.#distrusted = false;
  }

  /** The browser's clock may have jumped, or stood still: the next batch counts, whatever was seen before. */
  distrust(): void {
    this.#distrusted = true;
  }

  /** A new connection may lead to another machine. */
  restart(at: number): void {
    this.#offset = at - this.#clock.now();
    this.#distrusted = false;
  }
}
