/** How much longer the next wait is than the last one, while nothing changes. */
const SLOWER = 1.5;

/** Milliseconds. */
export interface PaceOptions {
  /** Between two looks while something changes; 2 000 by default. */
  readonly fastest?: number;
  /** Between two looks when nothing changes; 10 000 by default. */
  readonly slowest?: number;
}

/** When to look again: soon while things change, ever later while they do not. */
export class Pace {
  readonly #fastest: number;
  readonly #slowest: number;
  #wait: number;

  constructor({ fastest = 2_000, slowest = 10_000 }: PaceOptions = {}) {
    this.#fastest = this.#wait = fastest;
    this.#slowest = Math.max(fastest, slowest);
  }

  /** Milliseconds until the next look, when the last one found so many changes. */
  next(changed: number): number {
    this.#wait = changed > 0 ? this.#fastest : Math.min(this.#slowest, this.#wait * SLOWER);
    return this.#wait;
  }
}
