/** Where to click, and what comes of it. */
export interface ClickTarget {
  /** The middle of what is to be clicked in the row with this number, of those in sight; px. */
  at(row: number): { readonly x: number; readonly y: number };
  /** What the click opens is there. */
  opened(): boolean;
}

/** Below this the browser tells no times, ms. */
const LEAST = 16;
const names = new Set(['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']);

const observed: PerformanceObserverInit & { readonly durationThreshold: number } = {
  type: 'event',
  durationThreshold: LEAST,
};

/** How long it takes from a click to what it paints, as the browser measures it (in steps of 8 ms). */
export class ClickRecorder {
  #slowest = LEAST;
  readonly #observer = new PerformanceObserver((list) => this.#take(list.getEntries()));

  begin(): void {
    this.#slowest = LEAST;
    this.#observer.observe(observed);
  }

  /** The slowest one, ms. */
  end(): number {
    this.#take(this.#observer.takeRecords());
    this.#observer.disconnect();
    return this.#slowest;
  }

  #take(entries: readonly PerformanceEntry[]): void {
    for (const { name, duration } of entries) if (names.has(name)) this.#slowest = Math.max(this.#slowest, duration);
  }
}
