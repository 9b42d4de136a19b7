import { abortErrorOf, type Changes, type ChatError } from '../../contract/index.js';
import { ChangeQueue } from './change-queue.js';

/** What a look at the backend found. */
export interface Look<T> {
  readonly records: readonly T[];
  /** These are all that there are. */
  readonly complete: boolean;
  /** Ids of what is gone, where it is not complete. */
  readonly gone?: readonly string[];
}

/** The backend's time, as a `RestClient` has it. */
export interface BackendTime {
  /** Epoch ms. */
  now(): number;
  /** Milliseconds until a watch that hears of nothing is told so. */
  readonly heartbeat: number;
}

export interface RecordFeedOptions<T> {
  /** Looks at the backend; where `complete` is asked for, at everything. Errors: `ChatError`, which ends every watch. */
  look(complete: boolean, signal: AbortSignal): Promise<Look<T>>;
  readonly time: BackendTime;
  /** Milliseconds until the next look, when the last one found so many changes; `Infinity`: when it is asked for. */
  pace(changed: number): number;
  /** Milliseconds until a watch that hears of nothing is told so; by default 10 000. */
  readonly heartbeat?: number;
}

/** Records per batch of a snapshot. */
const PART = 500;

interface Watcher<T> {
  readonly queue: ChangeQueue<T>;
  readonly matches: (record: T) => boolean;
  readonly shown: Set<string>;
  synced: boolean;
}

/**
 * The records of a backend that has no watches of our kind: found by looking again and again, and by what it pushes or
 * answers in between. It looks only while somebody watches, once for all who do, and never twice at the same time.
 */
export class RecordFeed<T extends { readonly id: string }> {
  readonly #options: RecordFeedOptions<T>;
  readonly #watchers = new Set<Watcher<T>>();
  #records = new Map<string, T>();
  /** Everything is known. */
  #complete = false;
  #running: AbortController | undefined;
  #looking = false;
  #asked = false;
  /** Told of while a look was under way, which may be older. */
  readonly #newer = new Set<string>();
  #ended: ChatError | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: RecordFeedOptions<T>) {
    this.#options = options;
  }

  /** As known; undefined too where nobody watches. */
  get(id: string): T | undefined {
    return this.#records.get(id);
  }

  get records(): Iterable<T> {
    return this.#records.values();
  }

  /** All that match, then changes; with a heartbeat. Ends with the feed's error, or with `AbortError`. */
  async *watch(matches: (record: T) => boolean, signal: AbortSignal): AsyncGenerator<Changes<T>, void> {
    if (signal.aborted) throw abortErrorOf(signal);
    if (this.#ended !== undefined) throw this.#ended;
    const watcher: Watcher<T> = { queue: new ChangeQueue(), matches, shown: new Set(), synced: false };
    this.#watchers.add(watcher);
    if (this.#complete) this.#begin(watcher);
    else this.refresh();
    try {
      const { time } = this.#options;
      const beat = (): Changes<T> => ({ upserts: [], removes: [], at: time.now() });
      yield* watcher.queue.read(signal, time.heartbeat, beat);
    } finally {
      this.#watchers.delete(watcher);
      if (this.#watchers.size === 0) this.#stop();
    }
  }

  /** Something may have changed: looks at once, or again after the look that is under way. */
  refresh(): void {
    this.#asked = true;
    void this.#run();
  }

  /** A record as it is now, from an answer or a push. */
  put(record: T): void {
    this.#tell([record], []);
  }

  /** A record is gone. */
  drop(id: string): void {
    this.#tell([], [id]);
  }

  /** Ends every watch, and whoever comes later is told the same: the connection is closed. */
  end(error: ChatError): void {
    this.#ended ??= error;
    this.fail(error);
  }

  /** Ends every watch; they may be opened again. */
  fail(error: ChatError): void {
    const watchers = [...this.#watchers];
    this.#stop();
    for (const { queue } of watchers) queue.fail(error);
  }

  async #run(): Promise<void> {
    if (this.#looking || this.#watchers.size === 0) return;
    this.#looking = true;
    this.#running ??= new AbortController();
    const { signal } = this.#running;
    clearTimeout(this.#timer);
    let changed = 0;
    try {
      while (this.#asked && !signal.aborted) {
        this.#asked = false;
        changed = await this.#look(signal);
      }
    } catch (thrown) {
      if (!signal.aborted) this.fail(thrown as ChatError);
    }
    this.#looking = false;
    // Watches that came after the feed was stopped begin anew.
    if (signal.aborted) {
      if (this.#asked) void this.#run();
      return;
    }
    const pace = this.#options.pace(changed);
    if (pace !== Infinity) this.#timer = setTimeout(() => this.refresh(), pace);
  }

  /** Resolves with how many records were another than before. */
  async #look(signal: AbortSignal): Promise<number> {
    const wasComplete = this.#complete;
    this.#newer.clear();
    const { records, complete, gone = [] } = await this.#options.look(!wasComplete, signal);
    if (signal.aborted) return 0;
    const found = new Map<string, T>();
    for (const record of records) found.set(record.id, record);
    const left = complete ? [...this.#records.keys()].filter((id) => !found.has(id)) : [...gone];
    const isCurrent = (id: string): boolean => !this.#newer.has(id);
    // What came meanwhile may be older too: that is settled by another look.
    if (this.#newer.size > 0) this.#asked = true;
    const upserts = [...found.values()].filter(({ id }) => isCurrent(id));
    const removes = left.filter(isCurrent);
    if (!wasComplete) {
      for (const record of upserts) this.#records.set(record.id, record);
      this.#complete = true;
      this.#watchers.forEach((watcher) => this.#begin(watcher));
      return upserts.length;
    }
    return this.#change(upserts, removes);
  }

  #tell(upserts: readonly T[], removes: readonly string[]): void {
    if (this.#watchers.size === 0) return;
    if (this.#looking) for (const id of [...removes, ...upserts.map((record) => record.id)]) this.#newer.add(id);
    this.#change(upserts, removes);
  }

  #change(upserts: readonly T[], removes: readonly string[]): number {
    const changed = upserts.filter((record) => !isSame(this.#records.get(record.id), record));
    const gone = removes.filter((id) => this.#records.delete(id));
    for (const record of changed) this.#records.set(record.id, record);
    if (changed.length + gone.length > 0) this.#watchers.forEach((watcher) => this.#pass(watcher, changed, gone));
    return changed.length + gone.length;
  }

  #pass(watcher: Watcher<T>, changed: readonly T[], gone: readonly string[]): void {
    if (!watcher.synced) return;
    const { queue, matches, shown } = watcher;
    const upserts = changed.filter(matches);
    const removes = [...gone, ...changed.filter((record) => !matches(record)).map(({ id }) => id)];
    const left = removes.filter((id) => shown.delete(id));
    for (const { id } of upserts) shown.add(id);
    if (upserts.length + left.length > 0) queue.push({ upserts, removes: left, at: this.#options.time.now() });
  }

  #begin(watcher: Watcher<T>): void {
    const { queue, matches, shown } = watcher;
    const upserts = [...this.#records.values()].filter(matches);
    const at = this.#options.time.now();
    watcher.synced = true;
    for (const { id } of upserts) shown.add(id);
    let start = 0;
    for (; start + PART < upserts.length; start += PART) {
      queue.push({ upserts: upserts.slice(start, start + PART), removes: [], at, snapshot: true });
    }
    queue.push({ upserts: upserts.slice(start), removes: [], at, snapshot: true, synced: true });
  }

  #stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    clearTimeout(this.#timer);
    this.#watchers.clear();
    this.#records = new Map();
    this.#complete = this.#asked = false;
  }
}

/** Records are made anew by each look, with their fields in the same order. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
