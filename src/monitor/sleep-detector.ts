import { elapsedSince, momentOf } from './moment.js';
import type { Clock } from './ports.js';

const PULSE = 5_000;
/** A pulse that is late by more than this, ms, was held up by more than a busy page. A backend says something sooner, too. */
export const TOO_LATE = 20_000;

/** Notices that the machine slept though the page was told nothing: a timer comes far too late. */
export class SleepDetector {
  readonly #clock: Clock;
  readonly #slept: () => void;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, slept: () => void) {
    this.#clock = clock;
    this.#slept = slept;
  }

  /** Only for a page that is looked at: the timers of a hidden one are held up by the browser. */
  start(): void {
    if (this.#cancel === undefined) this.#beat();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #beat(): void {
    const begin = momentOf(this.#clock);
    this.#cancel = this.#clock.setTimer(() => {
      const late = elapsedSince(begin, this.#clock) > PULSE + TOO_LATE;
      this.#beat();
      if (late) this.#slept();
    }, PULSE);
  }
}
