import { abortErrorOf, type Changes } from '../../contract/index.js';

/** What one watch has still to be told. Whoever reads it is told in order, then of the end. */
export class ChangeQueue<T> {
  readonly #waiting: Changes<T>[] = [];
  #wake: (() => void) | undefined;
  #ended = false;
  #reason: unknown;

  push(changes: Changes<T>): void {
    this.#waiting.push(changes);
    this.#wake?.();
  }

  /** What is read next, once all before is read, is this error. */
  fail(reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#reason = reason;
    this.#wake?.();
  }

  /** Until it fails; `heartbeat` makes what is told after `pace` ms of quiet. */
  async *read(signal: AbortSignal, pace: number, heartbeat: () => Changes<T>): AsyncGenerator<Changes<T>, void> {
    const onAbort = (): void => this.#wake?.();
    signal.addEventListener('abort', onAbort);
    try {
      for (;;) {
        if (signal.aborted) throw abortErrorOf(signal);
        const next = this.#waiting.shift();
        if (next !== undefined) yield next;
        else if (this.#ended) throw this.#reason;
        else if (!(await this.#news(pace))) yield heartbeat();
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Resolves with whether something happened within `ms`. */
  #news(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (happened: boolean): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(happened);
      };
      const timer = setTimeout(() => settle(false), ms);
      this.#wake = () => settle(true);
    });
  }
}
