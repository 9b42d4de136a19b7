/** What a viewer notices of the main thread, ms. */
export interface FrameTimes {
  /** From each frame to the next. */
  readonly frames: readonly number[];
  /** Tasks of 50 ms and more. */
  readonly longTasks: readonly number[];
  /** How long it was looked, ms. */
  readonly time: number;
}

/** Milliseconds without a frame. */
const HANGS = 50;

export class FrameRecorder {
  #frames: number[] = [];
  #longTasks: number[] = [];
  #begin = 0;
  #last = 0;
  #request = 0;
  readonly #observer = new PerformanceObserver((list) => this.#take(list.getEntries()));

  begin(): void {
    this.#frames = [];
    this.#longTasks = [];
    this.#begin = performance.now();
    this.#last = this.#begin;
    this.#observer.observe({ type: 'longtask' });
    this.#request = requestAnimationFrame(this.#frame);
  }

  end(): FrameTimes {
    cancelAnimationFrame(this.#request);
    this.#take(this.#observer.takeRecords());
    this.#observer.disconnect();
    // A page that hangs has no frame at its end.
    const now = performance.now();
    if (now - this.#last > HANGS) this.#frames.push(now - this.#last);
    return { frames: this.#frames, longTasks: this.#longTasks, time: now - this.#begin };
  }

  #take(entries: readonly PerformanceEntry[]): void {
    for (const { duration } of entries) this.#longTasks.push(duration);
  }

  readonly #frame = (): void => {
    const now = performance.now();
    this.#frames.push(now - this.#last);
    this.#last = now;
    this.#request = requestAnimationFrame(this.#frame);
  };
}

/** Resolves after the next frame was painted. */
export async function painted(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(undefined);
  });
  port1.close();
}
