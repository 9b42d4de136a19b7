import type { Clock } from '../../../src/monitor/index.js';

interface Timer {
  readonly due: number;
  readonly owner: object;
  readonly callback: () => void;
}

/** One clock for a backend and its tabs, which goes on only when it is told to. */
export class StormClock {
  #now = Date.UTC(2026, 0, 5, 9, 0, 0);
  readonly #timers = new Set<Timer>();

  now(): number {
    return this.#now;
  }

  /** Whose timers can be forgotten together. */
  of(owner: object): Clock {
    return {
      now: () => this.#now,
      wall: () => this.#now,
      setTimer: (callback, delay) => {
        const timer: Timer = { due: this.#now + Math.max(0, delay), owner, callback };
        this.#timers.add(timer);
        return () => void this.#timers.delete(timer);
      },
    };
  }

  forget(owner: object): void {
    this.#timers.forEach((timer) => {
      if (timer.owner === owner) this.#timers.delete(timer);
    });
  }

  /** Goes to the next timer, but not beyond `limit`, and calls what is due. */
  goOn(limit: number): void {
    let next = limit;
    for (const { due } of this.#timers) next = Math.min(next, due);
    this.#now = Math.max(this.#now, next);
    for (const timer of [...this.#timers].sort((a, b) => a.due - b.due)) {
      if (timer.due > this.#now || !this.#timers.delete(timer)) continue;
      timer.callback();
    }
  }
}
