import type { Session, Settings } from '../../contract/index.js';
import type { ChatView } from '../chat-view.js';
import type { BackendClock } from '../backend-clock.js';
import type { ConnectionKeeper } from '../connection-keeper.js';
import type { Lists } from '../lists.js';
import type { Unsubscribe } from '../observable.js';
import { StoreError, type CacheStore, type Clock, type Lifecycle, type Random } from '../ports.js';
import type { Stores } from '../stores.js';
import type { MonitorFault, Scope } from '../types.js';
import { Preferences } from './preferences.js';
import { checks, firstNames, ownerText, viewerOf } from './texts.js';
import { restoreView } from './view-reader.js';
import { ViewWriter } from './view-writer.js';

export interface CacheOptions {
  /** Milliseconds; nothing older is shown. By default a day. */
  readonly maxAge?: number;
  /** With more chats nothing is kept. By default 50 000. */
  readonly maxRows?: number;
  /** With more text nothing is kept; one character counts as one byte. By default 20 000 000. */
  readonly maxBytes?: number;
}

export interface ViewCacheContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly lifecycle: Lifecycle;
  readonly time: BackendClock;
  readonly stores: Stores;
  readonly keeper: ConnectionKeeper;
  readonly lists: Lists;
  /** Who is signed in, where that is known before connecting. */
  readonly viewerKey: string | undefined;
  session(): Session | undefined;
  /** Whether it is this page that writes, of all that are open. */
  canWrite(): boolean;
  /** Shows a session of an earlier page. */
  show(session: Session): void;
  /** Takes everything off the screen. */
  forget(): void;
  fault(fault: MonitorFault): void;
}

/** So long a new connection waits for an earlier page's view, ms: less than it costs to get everything anew. */
const RESTORE_LIMIT = 300;

/** What is read of, and kept for, one viewer. */
interface Visit {
  /** Where the page knows the viewer: only then something is shown before the backend says who it is. */
  readonly viewerKey: string | undefined;
  readonly cache: Promise<CacheStore>;
  /** Never rejects. */
  reading: Promise<void>;
  /** There is a connection: what is not in place by now comes from the backend. */
  late: boolean;
  /** Of a viewer who is not here any more. */
  over: boolean;
}

/**
 * The last seen view of a viewer: shown at the next visit until the backend answers, and kept behind the live one.
 * Losing it breaks nothing, so nothing here ever throws.
 */
export class ViewCache {
  readonly preferences = new Preferences();
  /** The one that has the user's order. */
  view: ChatView | undefined;
  readonly #context: ViewCacheContext;
  readonly #options: Required<CacheOptions> | undefined;
  #viewerId: string | undefined;
  #visit: Visit | undefined;
  #writer: ViewWriter | undefined;
  #proposed: Scope | undefined;
  #stopLifecycle: Unsubscribe | undefined;

  /** `options`: false where nothing is to be kept. */
  constructor(context: ViewCacheContext, options: CacheOptions | false = {}) {
    this.#context = context;
    if (options !== false) this.#options = { maxAge: 86_400_000, maxRows: 50_000, maxBytes: 20_000_000, ...options };
  }

  /** Shows what was kept, where it is known for whom. */
  start(): void {
    if (this.#options === undefined || this.#stopLifecycle !== undefined) return;
    const { lifecycle, viewerKey } = this.#context;
    this.#stopLifecycle = lifecycle.subscribe(() => {
      if (lifecycle.asleep || !lifecycle.visible) this.#writer?.flush();
    });
    this.#writer?.start();
    if (viewerKey !== undefined && viewerKey !== '') this.#visit ??= this.#begin(viewerKey, viewerKey);
  }

  stop(): void {
    this.#stopLifecycle?.();
    this.#stopLifecycle = undefined;
    this.#writer?.stop();
  }

  /** The backend says who is signed in. Resolves when what was kept for them is in place, or too late. Never rejects. */
  async prepare({ viewer, settings }: Session, signal: AbortSignal): Promise<void> {
    if (this.#options === undefined) return;
    if (this.#viewerId !== undefined && this.#viewerId !== viewer.id) await this.#within(this.erase(), signal);
    this.#viewerId = viewer.id;
    this.#visit ??= this.#begin(viewer.id);
    await this.#within(this.#visit.reading, signal);
    if (this.#visit.over) {
      this.#visit = this.#begin(viewer.id);
      await this.#within(this.#visit.reading, signal);
    }
    const visit = this.#visit;
    if (!visit.late) void visit.reading.then(() => this.#keep(visit, viewer.id));
    visit.late = true;
    this.#checkScope(settings);
  }

  /** Leaves nothing of this viewer on the disk, and keeps nothing any more until somebody signs in. */
  async erase(): Promise<void> {
    const visit = this.#visit;
    this.#writer?.end();
    this.#writer = undefined;
    this.#visit = undefined;
    this.#viewerId = undefined;
    this.preferences.reset();
    if (visit === undefined) return;
    visit.over = true;
    await visit.cache.then((cache) => cache.clear()).catch(() => {});
  }

  #begin(key: string, viewerKey?: string): Visit {
    const cache = this.#context.stores.open(key).then((store) => store.cache);
    const visit: Visit = { viewerKey, cache, reading: Promise.resolve(), late: false, over: false };
    visit.reading = this.#read(visit);
    return visit;
  }

  async #read(visit: Visit): Promise<void> {
    let shown = false;
    try {
      const cache = await visit.cache;
      const texts = await cache.read(firstNames);
      const owner = texts.get('owner');
      if (visit.over || owner === undefined) return;
      const viewerId = viewerOf(owner, visit.viewerKey);
      if (viewerId === undefined || viewerId !== (this.#viewerId ?? viewerId)) {
        // What the page took for this viewer's belongs to another one: it is not used again.
        visit.over = viewerId !== undefined;
        await cache.clear();
        return;
      }
      this.#viewerId = viewerId;
      this.preferences.load(texts.get('preferences'));
      if (visit.late) return;
      this.#proposeScope();
      await restoreView(cache, texts, {
        ...this.#context,
        maxAge: this.#options?.maxAge ?? 0,
        goesOn: () => !visit.late && !visit.over,
        show: (session, at) => (shown = this.#show(session, at)),
      });
    } catch (thrown) {
      // A store that cannot be read may be read the next time; what was read and makes no sense goes.
      if (thrown instanceof StoreError) return;
      if (shown) this.#context.forget();
      await visit.cache.then((cache) => cache.clear()).catch(() => {});
    }
  }

  #show(session: Session, at: number): boolean {
    const { keeper, show } = this.#context;
    if (session.viewer.id !== this.#viewerId || !keeper.expecting) return false;
    show(session);
    keeper.restored(at);
    return true;
  }

  /** The next page begins with the scope that was chosen last. */
  #proposeScope(): void {
    const kept = this.preferences.get('scope');
    if (kept === undefined) return;
    try {
      this.#proposed = checks.scope(kept);
      this.#context.lists.proposeScope(this.#proposed);
    } catch {
      // Not a scope: all companies and queues.
    }
  }

  /** A scope with a company that the viewer may not choose any more would hide what they may see. */
  #checkScope({ companies }: Settings): void {
    const { scope } = this.#context.lists;
    if (scope.value !== this.#proposed) return;
    const gone = scope.value.companies?.some((id) => !companies.some((company) => company.id === id));
    if (gone === true) this.#context.lists.setScope({});
  }

  async #keep(visit: Visit, viewerId: string): Promise<void> {
    const cache = await visit.cache.catch(() => undefined);
    if (cache === undefined || visit.over || this.#visit !== visit || this.#options === undefined) return;
    const owner = ownerText(viewerId, visit.viewerKey);
    this.preferences.keepIn(cache, owner);
    const failed = (thrown: unknown): void =>
      this.#context.fault({
        what: 'cache-write',
        message: thrown instanceof Error ? thrown.message : String(thrown),
      });
    const context = { ...this.#context, ...this.#options, view: () => this.view, failed };
    this.#writer = new ViewWriter(context, cache, owner, this.#context.random.id());
    if (this.#stopLifecycle !== undefined) this.#writer.start();
  }

  /** `work` never rejects. */
  async #within(work: Promise<void>, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#context.clock.setTimer(resolve, RESTORE_LIMIT);
      const end = (): void => {
        cancel();
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
      void work.then(end);
    });
  }
}
