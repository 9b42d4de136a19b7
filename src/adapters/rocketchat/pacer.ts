import { Pace, type PaceOptions } from '../shared/pace.js';

/** How often the server is looked at: within its own limit, more often while something happens. */
export class Pacer {
  readonly #pace: Pace;
  /** Milliseconds that one call takes of the limit. */
  readonly #share: number;
  #spacing = 0;
  #lookedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pace: PaceOptions, callsPerMinute: number) {
    this.#pace = new Pace(pace);
    this.#share = 60_000 / callsPerMinute;
  }

  /** A look took so many calls of one route. */
  looked(calls: number): void {
    this.cancel();
    this.#lookedAt = performance.now();
    this.#spacing = calls * this.#share;
  }

  /** Milliseconds until the next look, when the last one found so many changes. */
  next(changed: number): number {
    return Math.max(this.#pace.next(changed), this.#spacing);
  }

  /** Calls `look` as soon as the limit allows, once however often it is asked for. */
  soon(look: () => void): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#lookedAt + this.#spacing - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      look();
    }, wait);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
