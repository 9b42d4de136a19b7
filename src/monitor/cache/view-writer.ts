import type { BackendClock } from '../backend-clock.js';
import type { ConnectionKeeper } from '../connection-keeper.js';
import type { ListCursors } from '../lists.js';
import { StoreError, type CacheStore, type Clock } from '../ports.js';
import { pacer } from './pacer.js';
import { readHead, withoutView, type Texts } from './texts.js';
import { ViewCopy, type CopySource } from './view-copy.js';

/** Changes are collected for so long, ms. */
const WRITE_EVERY = 3_000;
/** A view in which nothing happened is said to be right still so often, ms. */
const SAY_EVERY = 10_000;
/** A page that has said nothing for so long does not write any more, ms. */
const OTHER_SILENT = 25_000;

export interface WriterContext extends CopySource {
  readonly clock: Clock;
  readonly time: BackendClock;
  readonly keeper: ConnectionKeeper;
  /** Milliseconds. */
  readonly maxAge: number;
  readonly maxRows: number;
  readonly maxBytes: number;
  /** Whether it is this page that writes, of all that are open. */
  canWrite(): boolean;
  /** Told once. */
  failed(thrown: unknown): void;
}

/** Keeps what is on screen in the store: behind the live view, in short tasks, and from one page only. */
export class ViewWriter {
  readonly #context: WriterContext;
  readonly #cache: CacheStore;
  readonly #owner: string;
  readonly #writer: string;
  readonly #copy: ViewCopy;
  #running = false;
  #cancel: (() => void) | undefined;
  #busy = false;
  #work: ReturnType<ViewCopy['changes']> | undefined;
  /** As this page wrote it last. */
  #head: string | undefined;
  #savedAt = 0;
  #mine = false;
  #told = false;
  #ended = false;

  /** `owner`: see `ownerText`; `writer`: names this page. */
  constructor(context: WriterContext, cache: CacheStore, owner: string, writer: string) {
    this.#context = context;
    this.#cache = cache;
    this.#owner = owner;
    this.#writer = writer;
    this.#copy = new ViewCopy(context, writer);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#schedule();
  }

  stop(): void {
    this.flush();
    this.#running = false;
    this.#cancel?.();
  }

  /** Writes nothing any more. */
  end(): void {
    this.#ended = true;
    this.#cancel?.();
  }

  /** Writes what waits, in this task: the page may not get another. */
  flush(): void {
    const lists = this.#mine ? this.#due(0) : undefined;
    if (lists === undefined) return;
    const work = this.#work ?? this.#begin(lists);
    let step = work.next();
    while (step.done !== true) step = work.next();
    this.#work = undefined;
    void this.#put(step.value);
  }

  /** The last moment at which the view was right, backend time. */
  get #rightUntil(): number {
    const { keeper, time } = this.#context;
    return keeper.health.rightUntil ?? time.now();
  }

  #schedule(): void {
    this.#cancel?.();
    if (!this.#running || this.#ended) return;
    const { clock } = this.#context;
    this.#cancel = clock.setTimer(() => void this.#write().then(() => this.#schedule()), WRITE_EVERY);
  }

  async #write(): Promise<void> {
    if (this.#busy || this.#due(SAY_EVERY) === undefined) return;
    this.#busy = true;
    try {
      this.#mine = await this.#mayWrite();
      const lists = this.#mine ? this.#due(SAY_EVERY) : undefined;
      if (lists !== undefined) await this.#put(await this.#inShortTasks(this.#begin(lists)));
    } catch (thrown) {
      this.#failed(thrown);
    } finally {
      this.#busy = false;
    }
  }

  /** The lists to write; undefined where nothing is to be written now. `patience`: see `SAY_EVERY`. */
  #due(patience: number): ListCursors | undefined {
    const { keeper, lists, maxRows, canWrite } = this.#context;
    if (!this.#ended && lists.table.size > maxRows) this.#drop();
    if (this.#ended) return undefined;
    if (!canWrite()) {
      this.#mine = false;
      this.#copy.distrust();
      return undefined;
    }
    const complete = keeper.state.value.status === 'live' ? lists.complete() : undefined;
    if (complete === undefined || Object.keys(complete).length === 0) return undefined;
    return this.#copy.hasChanged || this.#rightUntil - this.#savedAt >= patience ? complete : undefined;
  }

  /** Whether no other page is at it. */
  async #mayWrite(): Promise<boolean> {
    const { lists, maxAge } = this.#context;
    const there = await this.#cache.read(['owner', 'head']);
    const head = there.get('head');
    if (head !== undefined && head === this.#head) return true;
    this.#copy.distrust();
    // Another version of this package, or another viewer: theirs.
    if ((there.get('owner') ?? this.#owner) !== this.#owner) this.end();
    if (head === undefined) return true;
    const other = readHead(head);
    if (other.writer === this.#writer) return true;
    const age = this.#rightUntil - other.savedAt;
    if (Math.abs(age) < OTHER_SILENT) return false;
    // A page that does not show the floor leaves it to the next one that does.
    return age > maxAge || other.lists.floor === undefined || lists.keeper('floor').complete;
  }

  #begin(lists: ListCursors): ReturnType<ViewCopy['changes']> {
    this.#savedAt = this.#rightUntil;
    return this.#copy.changes(lists, { savedAt: this.#savedAt, offset: this.#context.time.offset });
  }

  async #inShortTasks(work: ReturnType<ViewCopy['changes']>): Promise<Texts | undefined> {
    this.#work = work;
    const pause = pacer(this.#context.clock);
    let step = work.next();
    while (step.done !== true) {
      await pause();
      // Gives undefined where `flush` has come to the end of it meanwhile.
      step = work.next();
    }
    if (this.#work === work) this.#work = undefined;
    return step.value;
  }

  async #put(texts: Texts | undefined): Promise<void> {
    if (texts === undefined || this.#ended) return;
    if (this.#copy.length > this.#context.maxBytes) this.#drop();
    else await this.#store(texts.set('owner', this.#owner));
  }

  /** There is more than may be kept: nothing is, until the next page. */
  #drop(): void {
    this.end();
    void this.#store(withoutView());
  }

  async #store(texts: Texts): Promise<void> {
    this.#head = texts.get('head');
    await this.#cache.write(texts).catch((thrown: unknown) => this.#failed(thrown));
  }

  #failed(thrown: unknown): void {
    this.#copy.distrust();
    this.#head = undefined;
    if (!this.#told) this.#context.failed(thrown);
    this.#told = true;
    if (!(thrown instanceof StoreError) || thrown.code !== 'quota') return;
    this.end();
    this.#cache.clear().catch(() => {});
  }
}
