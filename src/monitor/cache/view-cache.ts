import type { Session, Settings } from '../../contract/index.js';
import type { BackendClock } from '../backend-clock.js';
import type { ChatView } from '../view/chat-view.js';
import type { ConnectionKeeper } from '../connection-keeper.js';
import type { Lists } from '../lists.js';
import type { State } from '../observable.js';
import { StoreError, type CacheStore, type Clock, type Lifecycle, type Random } from '../ports.js';
import type { Stores } from '../stores.js';
import type { MonitorFault, Scope } from '../types.js';
import type { Preferences } from './preferences.js';
import type { Checks } from './checks.js';
import { firstNames, ownerText, viewerOf } from './texts.js';
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
  readonly session: State<Session | undefined>;
  readonly preferences: Preferences;
  readonly checks: Checks;
  /** Who is signed in, where that is known before connecting. */
  readonly viewerKey: string | undefined;
  /** Whose order is the user's. */
  view(): ChatView | undefined;
  /** Whether it is this page that writes, of all that are open. */
  canWrite(): boolean;
  /** Takes everything off the screen. */
  forget(): void;
  fault(fault: MonitorFault): void;
}

/** What is read of, and kept for, one viewer. */
interface Visit {
  /** Where the page knows the viewer: only then something is shown before the backend says who it is. */
  readonly viewerKey: string | undefined;
  readonly cache: Promise<CacheStore>;
  /** Never rejects. */
  reading: Promise<void>;
  /** Aborts when the backend's own view begins: what is not in place by then is not needed any more. */
  late: AbortSignal | undefined;
  /** Of a viewer who is not here any more. */
  over: boolean;
  kept: boolean;
}

/**
 * The last seen view of a viewer: shown at the next visit until the backend answers, and kept behind the live one.
 * Losing it breaks nothing, so nothing here ever throws.
 */
export class ViewCache {
  readonly #context: ViewCacheContext;
  readonly #limits: Required<CacheOptions>;
  #running = false;
  #begun = false;
  #viewerId: string | undefined;
  #visit: Visit | undefined;
  #writer: ViewWriter | undefined;
  #proposed: Scope | undefined;

  constructor(context: ViewCacheContext, options: CacheOptions) {
    this.#context = context;
    this.#limits = { maxAge: 86_400_000, maxRows: 50_000, maxBytes: 20_000_000, ...options };
  }

  /** Shows what was kept, where it is known for whom. */
  start(): void {
    const { viewerKey } = this.#context;
    this.#running = true;
    this.#writer?.start();
    // Once: the key is of whoever is signed in when the page begins.
    if (!this.#begun && viewerKey !== undefined) this.#visit = this.#begin(viewerKey, viewerKey);
    this.#begun = true;
  }

  stop(): void {
    this.#running = false;
    this.#writer?.stop();
  }

  /** Writes what waits, in this task: the page may not get another. */
  flush(): void {
    this.#writer?.flush();
  }

  /** The backend says who is signed in. Resolves when what was kept for them is in place; it has until `late`. */
  async prepare({ viewer, settings }: Session, late: AbortSignal): Promise<void> {
    if (this.#viewerId !== undefined && this.#viewerId !== viewer.id) await this.erase();
    this.#viewerId = viewer.id;
    let visit = (this.#visit ??= this.#begin(viewer.id));
    visit.late ??= late;
    await visit.reading;
    if (visit.over && visit === this.#visit) {
      visit = this.#visit = this.#begin(viewer.id);
      visit.late = late;
      await visit.reading;
    }
    if (!late.aborted) this.#checkScope(settings);
    await this.#keep(visit, viewer.id);
  }

  /** Leaves nothing of this viewer on the disk, and keeps nothing any more until somebody signs in. */
  async erase(): Promise<void> {
    const visit = this.#visit;
    this.#writer?.end();
    this.#writer = undefined;
    this.#visit = undefined;
    this.#viewerId = undefined;
    this.#context.preferences.reset();
    if (visit === undefined) return;
    visit.over = true;
    await this.#clear(visit);
  }

  #begin(key: string, viewerKey?: string): Visit {
    const cache = this.#context.stores.open(key).then((store) => store.cache);
    const reading = Promise.resolve();
    const visit: Visit = { viewerKey, cache, reading, late: undefined, over: false, kept: false };
    visit.reading = this.#read(visit);
    return visit;
  }

  async #read(visit: Visit): Promise<void> {
    const { preferences, forget } = this.#context;
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
      preferences.load(texts.get('preferences'));
      if (visit.late?.aborted === true) return;
      this.#proposeScope(preferences.get('scope'));
      await restoreView(cache, texts, {
        ...this.#context,
        maxAge: this.#limits.maxAge,
        goesOn: () => visit.late?.aborted !== true && !visit.over,
        show: (session, at) => (shown = this.#show(session, at)),
      });
    } catch (thrown) {
      // A store that cannot be read may be read the next time; what was read and makes no sense goes.
      if (thrown instanceof StoreError) return;
      if (shown) forget();
      await this.#clear(visit);
    }
  }

  async #clear({ cache }: Visit): Promise<void> {
    await cache.then((opened) => opened.clear()).catch(() => {});
  }

  #show(session: Session, at: number): boolean {
    const { keeper } = this.#context;
    const { status, retryAt } = keeper.state.value;
    // The backend has said that there will be no connection.
    const refused = status === 'signed-out' || (status === 'offline' && retryAt === undefined);
    if (session.viewer.id !== this.#viewerId || refused) return false;
    this.#context.session.set(session);
    keeper.restored(at);
    return true;
  }

  /** The next page begins with the scope that was chosen last. */
  #proposeScope(kept: unknown): void {
    if (kept === undefined) return;
    try {
      const { checks, lists } = this.#context;
      this.#proposed = checks.scope(kept);
      lists.proposeScope(this.#proposed);
    } catch {
      // Not a scope: all companies and queues.
    }
  }

  /** A scope with a company that the viewer may not choose any more would hide what they may see. */
  #checkScope({ companies }: Settings): void {
    const { lists } = this.#context;
    const { value } = lists.scope;
    if (value !== this.#proposed) return;
    const gone = value.companies?.some((id) => !companies.some((company) => company.id === id));
    if (gone === true) lists.setScope({});
  }

  async #keep(visit: Visit, viewerId: string): Promise<void> {
    const cache = await visit.cache.catch(() => undefined);
    if (cache === undefined || visit.over || visit.kept) return;
    visit.kept = true;
    const { preferences, random, fault } = this.#context;
    const owner = ownerText(viewerId, visit.viewerKey);
    preferences.keepIn(cache, owner);
    const failed = (thrown: unknown): void =>
      fault({ what: 'cache-write', message: thrown instanceof Error ? thrown.message : String(thrown) });
    this.#writer = new ViewWriter({ ...this.#context, ...this.#limits, failed }, cache, owner, random.id());
    if (this.#running) this.#writer.start();
  }
}
