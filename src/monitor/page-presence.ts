import type { Unsubscribe } from './observable.js';
import type { HeldLock, Lifecycle, Locks } from './ports.js';

/** The lock that a page holds for as long as it can tell what becomes of its commands. */
export function pageLock(pageId: string): string {
  return `chat-monitor-elements/page/${pageId}`;
}

/** Resolves as soon as a page does not live, or has been put away. Rejects when `signal` aborts. */
export async function pageGone(locks: Locks, pageId: string, signal: AbortSignal): Promise<void> {
  const lock = await locks.request(pageLock(pageId), signal);
  lock.release();
}

/** Lets the other pages of the browser know that this one lives. */
export class PagePresence {
  readonly #locks: Locks | undefined;
  readonly #lifecycle: Lifecycle;
  readonly #pageId: string;
  #unsubscribe: Unsubscribe | undefined;
  #leaving: AbortController | undefined;
  #lock: HeldLock | undefined;

  constructor(ports: { readonly locks?: Locks; readonly lifecycle: Lifecycle }, pageId: string) {
    this.#locks = ports.locks;
    this.#lifecycle = ports.lifecycle;
    this.#pageId = pageId;
  }

  start(): void {
    this.#unsubscribe ??= this.#lifecycle.subscribe(() => this.#follow());
    this.#follow();
  }

  /** The connection ended on purpose: from now on others can learn more of this page's commands than itself. */
  stop(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#leave();
  }

  /** A page that is put away may never run again. */
  #follow(): void {
    if (this.#lifecycle.asleep) this.#leave();
    else if (this.#leaving === undefined) void this.#enter();
  }

  async #enter(): Promise<void> {
    const leaving = new AbortController();
    this.#leaving = leaving;
    try {
      const lock = await this.#locks?.request(pageLock(this.#pageId), leaving.signal);
      if (leaving.signal.aborted) lock?.release();
      else this.#lock = lock;
    } catch {
      // A browser that refuses locks lets this page look dead: its open records are asked for, which is harmless.
    }
  }

  #leave(): void {
    this.#leaving?.abort();
    this.#leaving = undefined;
    this.#lock?.release();
    this.#lock = undefined;
  }
}
