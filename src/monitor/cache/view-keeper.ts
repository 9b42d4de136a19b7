import type { Session } from '../../contract/index.js';
import type { ChatView } from '../chat-view.js';
import type { Unsubscribe } from '../observable.js';
import type { Parts } from '../parts.js';
import { checks } from './checks.js';
import { Preferences } from './preferences.js';
import type { CacheOptions, ViewCache, ViewCacheContext } from './view-cache.js';

/** So long a new connection waits for an earlier page's view, ms: less than it takes to get everything anew. */
const LIMIT = 300;

export interface ViewKeeperContext extends Omit<ViewCacheContext, 'preferences' | 'checks' | 'view'> {
  readonly parts: Parts;
}

/**
 * The monitor's side of the cache, which is a part of its own: loaded while the backend is asked, and where it cannot
 * be, the monitor goes on without.
 */
export class ViewKeeper {
  readonly preferences = new Preferences();
  /** The one that has the user's order. */
  view: ChatView | undefined;
  readonly #context: ViewKeeperContext;
  readonly #options: CacheOptions | false;
  #loading: Promise<ViewCache | undefined> | undefined;
  #cache: ViewCache | undefined;
  #stopLifecycle: Unsubscribe | undefined;

  /** `options`: false where nothing is to be kept. */
  constructor(context: ViewKeeperContext, options: CacheOptions | false = {}) {
    this.#context = context;
    this.#options = options;
  }

  /** Shows what was kept, where it is known for whom. */
  start(): void {
    if (this.#options === false || this.#stopLifecycle !== undefined) return;
    const { lifecycle, stores, viewerKey } = this.#context;
    this.#stopLifecycle = lifecycle.subscribe(() => {
      if (lifecycle.asleep) this.#cache?.stop();
      else this.#cache?.start();
      if (!lifecycle.visible) this.#cache?.flush();
    });
    // At the same time as the part.
    if (viewerKey !== undefined) stores.open(viewerKey).catch(() => {});
    this.#loading ??= this.#load(this.#options);
    this.#cache?.start();
  }

  stop(): void {
    this.#stopLifecycle?.();
    this.#stopLifecycle = undefined;
    this.#cache?.stop();
  }

  /**
   * The backend says who is signed in. Resolves when what was kept for them is in place, or comes too late. Never
   * rejects.
   */
  async prepare(session: Session, signal: AbortSignal): Promise<void> {
    const loading = this.#loading;
    if (loading === undefined) return;
    const late = new AbortController();
    await new Promise<void>((resolve) => {
      const end = (): void => {
        cancel();
        late.abort();
        resolve();
      };
      const cancel = this.#context.clock.setTimer(end, LIMIT);
      signal.addEventListener('abort', end, { once: true });
      void loading.then((cache) => cache?.prepare(session, late.signal)).then(end);
    });
  }

  /** Leaves nothing of this viewer on the disk, and keeps nothing from now on until somebody signs in. Never rejects. */
  async erase(): Promise<void> {
    const cache = this.#cache ?? (await this.#loading);
    await cache?.erase();
  }

  async #load(options: CacheOptions): Promise<ViewCache | undefined> {
    try {
      const { ViewCache } = await this.#context.parts.cache();
      const { preferences } = this;
      const cache = new ViewCache({ ...this.#context, preferences, checks, view: () => this.view }, options);
      this.#cache = cache;
      if (this.#stopLifecycle !== undefined) cache.start();
      return cache;
    } catch {
      return undefined;
    }
  }
}
