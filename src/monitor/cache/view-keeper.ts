import type { Session } from '../../contract/index.js';
import type { ChatView } from '../view/chat-view.js';
import type { Unsubscribe } from '../observable.js';
import type { Parts } from '../parts.js';
import { checks } from './checks.js';
import { Preferences } from './preferences.js';
import type { CacheOptions, ViewCache, ViewCacheContext } from './view-cache.js';

/** So long a new connection waits for an earlier page's view, ms: less than it takes to get everything anew. */
const LIMIT = 300;

export interface ViewKeeperContext extends Omit<ViewCacheContext, 'preferences' | 'checks' | 'view' | 'forget'> {
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
    this.#stopLifecycle = lifecycle.subscribe(() => this.#follow());
    // At the same time as the part.
    if (viewerKey !== undefined) stores.open(viewerKey).catch(() => {});
    this.#loading ??= this.#load(this.#options);
    this.#follow();
  }

  stop(): void {
    this.#stopLifecycle?.();
    this.#stopLifecycle = undefined;
    this.#follow();
  }

  /**
   * The backend says who is signed in. Resolves when what was kept for them is in place, or comes too late. Never
   * rejects.
   */
  async prepare(session: Session, signal: AbortSignal): Promise<void> {
    const shown = this.#context.session.value;
    if (shown !== undefined && shown.viewer.id !== session.viewer.id) this.#forget();
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

  /** Keeps the view while the page is awake; what waits is written when nobody looks any more. */
  #follow(): void {
    const { lifecycle } = this.#context;
    if (this.#stopLifecycle === undefined || lifecycle.asleep) this.#cache?.stop();
    else this.#cache?.start();
    if (!lifecycle.visible) this.#cache?.flush();
  }

  /** Takes everything off the screen. */
  #forget(): void {
    const { lists, session, keeper } = this.#context;
    lists.reset();
    session.set(undefined);
    keeper.forget();
  }

  async #load(options: CacheOptions): Promise<ViewCache | undefined> {
    try {
      const { ViewCache } = await this.#context.parts.cache();
      const { preferences } = this;
      const context = { ...this.#context, preferences, checks, view: () => this.view, forget: () => this.#forget() };
      const cache = new ViewCache(context, options);
      this.#cache = cache;
      this.#follow();
      return cache;
    } catch {
      return undefined;
    }
  }
}
