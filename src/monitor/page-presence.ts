import type { Lifecycle, Locks } from './ports.js';

/** The lock that a page holds for as long as it can tell what became of its commands. */
export function pageLock(pageId: string): string {
  return `chat-monitor-elements/page/${pageId}`;
}

/** Lets the other pages of the browser know that this one lives. */
export class PagePresence {
  readonly #locks: Locks | undefined;
  readonly #lifecycle: Lifecycle;
  readonly #pageId: string;
  #leaving: AbortController | undefined;

  constructor(ports: { readonly locks?: Locks; readonly lifecycle: Lifecycle }, pageId: string) {
    this.#locks = ports.locks;
    this.#lifecycle = ports.lifecycle;
    this.#pageId = pageId;
  }

  start(): void {
    if (this.#locks === undefined || this.#leaving !== undefined) return;
    this.#leaving = new AbortController();
    // A browser that refuses locks lets this page look dead: its open records are then asked for, which is harmless.
    this.#hold(this.#locks, this.#leaving.signal).catch(() => {});
  }

  /** The connection ended on purpose: from now on others learn more of this page's commands than itself. */
  stop(): void {
    this.#leaving?.abort();
    this.#leaving = undefined;
  }

  async #hold(locks: Locks, leaving: AbortSignal): Promise<void> {
    while (!leaving.aborted) {
      const lock = await locks.request(pageLock(this.#pageId), leaving);
      const release = (): void => lock.release();
      if (leaving.aborted) release();
      leaving.addEventListener('abort', release);
      await lock.ended;
      leaving.removeEventListener('abort', release);
      await this.#awake();
    }
  }

  /** A page that is put away loses its locks, and takes them again when it is back. */
  #awake(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#lifecycle.asleep) {
        resolve();
        return;
      }
      const unsubscribe = this.#lifecycle.subscribe(() => {
        if (this.#lifecycle.asleep) return;
        unsubscribe();
        resolve();
      });
    });
  }
}
