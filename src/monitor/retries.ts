import { Backoff } from './backoff.js';
import { elapsedSince, momentOf, type Moment } from './moment.js';
import type { Clock, Random } from './ports.js';

/** However often something speaks for trying at once: not sooner than this after a failure, ms. */
const LEAST_GAP = 2_000;
/** Without a network nothing is tried but this, ms: the browser may be wrong. */
const OFFLINE_GAP = 60_000;

/** Decides when the next try is due. */
export class Retries {
  readonly #clock: Clock;
  readonly #backoff: Backoff;
  readonly #attempt: () => void;
  #failedAt: Moment | undefined;
  /** What the backend asked for: to be left alone for `ms` from then on. */
  #asked: { readonly at: Moment; readonly ms: number } | undefined;
  #planned: { readonly due: number; readonly cancel: () => void } | undefined;

  constructor(clock: Clock, random: Random, attempt: () => void) {
    this.#clock = clock;
    this.#backoff = new Backoff(random);
    this.#attempt = attempt;
  }

  /** When the next try is due, browser clock; undefined where none is planned. */
  get due(): number | undefined {
    return this.#planned?.due;
  }

  /** The backend asks to wait for so long, ms. */
  asked(ms: number | undefined): void {
    if (ms !== undefined && ms > this.#quiet) this.#asked = { at: momentOf(this.#clock), ms };
  }

  /** Plans a try after a failure. */
  failed(offline: boolean): void {
    this.#failedAt = momentOf(this.#clock);
    const delay = this.#backoff.next(this.#quiet);
    this.#plan(offline ? Math.max(OFFLINE_GAP, delay) : delay);
  }

  /** The network is gone. */
  postpone(): void {
    this.#plan(Math.max(OFFLINE_GAP, this.#quiet));
  }

  /** Something speaks for trying now. Returns whether that is right; else it is planned for as soon as it is. */
  hasten(): boolean {
    const gap = this.#failedAt === undefined ? 0 : LEAST_GAP - elapsedSince(this.#failedAt, this.#clock);
    const delay = Math.max(this.#quiet, gap);
    if (delay <= 0) return true;
    if ((this.due ?? Infinity) > this.#clock.now() + delay) this.#plan(delay);
    return false;
  }

  cancel(): void {
    this.#planned?.cancel();
    this.#planned = undefined;
  }

  succeeded(): void {
    this.#backoff.succeeded();
    this.#failedAt = undefined;
    this.#asked = undefined;
  }

  /** How much longer the backend wants to be left alone, ms. */
  get #quiet(): number {
    return this.#asked === undefined ? 0 : Math.max(0, this.#asked.ms - elapsedSince(this.#asked.at, this.#clock));
  }

  #plan(delay: number): void {
    this.cancel();
    const due = this.#clock.now() + delay;
    const cancel = this.#clock.setTimer(() => {
      this.#planned = undefined;
      this.#attempt();
    }, delay);
    this.#planned = { due, cancel };
  }
}
