import type { Random } from './ports.js';

const FIRST_DELAY = 500;
const LONGEST_DELAY = 10_000;

/** How long to wait before the next try: doubling, and spread so that many pages do not return in the same moment. */
export class Backoff {
  readonly #random: Random;
  #failures = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds until the next try; `atLeast` is what the backend asked for. */
  next(atLeast = 0): number {
    const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#failures);
    this.#failures += 1;
    return Math.max(atLeast, ceiling / 2 + (ceiling / 2) * this.#random.fraction());
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
