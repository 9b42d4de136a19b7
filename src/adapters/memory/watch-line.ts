import type { Changes, ChatError } from '../../contract/index.js';
import { abortErrorOf } from '../../contract/index.js';
import type { SetTimer } from './runtime.js';

export type WatchKind = 'session' | 'chats' | 'agents' | 'messages' | 'notices';

/** One open watch, as the script's hands reach it. */
export class WatchLine {
  readonly kind: WatchKind;
  readonly viewerId: string;
  readonly signal: AbortSignal;
  /** Batches to deliver as they are, before anything else. */
  readonly injected: unknown[] = [];
  /** Delivers nothing, not even heartbeats, while true: a connection that is dead without knowing it. */
  silent = false;
  last: Changes<unknown> | undefined;
  #error: ChatError | undefined;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(kind: WatchKind, viewerId: string, signal: AbortSignal) {
    this.kind = kind;
    this.viewerId = viewerId;
    this.signal = signal;
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  /** Breaks the watch with an error, or lets it end as if it had nothing more to say. */
  end(error?: ChatError): void {
    this.#error = error;
    this.#ended = true;
    this.#wake?.();
  }

  inject(batch: unknown): void {
    this.injected.push(batch);
    this.#wake?.();
  }

  wake(): void {
    this.#wake?.();
  }

  /** False when the watch is to end; throws what broke it, or `AbortError`. */
  goesOn(): boolean {
    if (this.signal.aborted) throw abortErrorOf(this.signal);
    if (this.#error !== undefined) throw this.#error;
    return !this.#ended;
  }

  /** Resolves with true when something happened, and with false after `ms` of quiet. */
  quiet(ms: number, setTimer: SetTimer): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (happened: boolean): void => {
        this.#wake = undefined;
        stop();
        resolve(happened);
      };
      const stop = setTimer(() => {
        settle(false);
      }, ms);
      this.#wake = () => {
        settle(true);
      };
    });
  }
}
