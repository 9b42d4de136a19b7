import {
  ChatError,
  gradeOf,
  isChatError,
  type ChatErrorCode,
  type Page,
  type ReportEvent,
  type ReportQuery,
} from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { Unsubscribe } from '../../monitor/observable.js';
import type { ReportEntry } from '../../monitor/types.js';

/** Milliseconds. */
const callLimit = 20_000;
/** How old the newest page may get while somebody looks at it, ms. */
const mostAge = 60_000;
const pageSize = 100;
/** How a backend says that there is no such chat for this viewer. */
const wrongIdCodes: readonly ChatErrorCode[] = ['invalid', 'not-found', 'forbidden'];

/**
 * - `none`: the backend has no history to read
 * - `unread`: nothing was asked for yet
 * - `reading`, `read`, `failed`: the last page that was asked for
 */
export type HistoryPhase = 'none' | 'unread' | 'reading' | 'read' | 'failed';

/** How far one query was read. */
interface Progress {
  /** When the newest record that was read was started, epoch ms. */
  readonly newest: number;
  /** When the oldest one was; absent where there is nothing older. */
  readonly oldest?: number | undefined;
  readonly next?: string | undefined;
}

/** The backend's own records: read page by page, and again from the top when they come into sight, or get old there. */
export class ReportHistory {
  readonly #changed: () => void;
  readonly #records = new Map<string, ReportEntry>();
  #monitor: ChatMonitor | undefined;
  #viewerId: string | undefined;
  #inSight = false;
  #query: ReportQuery = {};
  /** Perhaps a chat's id: where it is one, only that chat is read. */
  #words = '';
  /** What is read with both of them in mind. */
  #found: ReportQuery = {};
  #progress: Progress | undefined;
  #error: ChatError | undefined;
  #reading: AbortController | undefined;
  #settled: Promise<void> = Promise.resolve();
  #readAt = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Everything that was read so far, whatever the query was. */
  get records(): ReadonlyMap<string, ReportEntry> {
    return this.#records;
  }

  get phase(): HistoryPhase {
    if (!this.#isOffered()) return 'none';
    if (this.#reading) return 'reading';
    if (this.#error) return 'failed';
    return this.#progress ? 'read' : 'unread';
  }

  /** Why the last page could not be read. */
  get error(): ChatError | undefined {
    return this.#error;
  }

  /** Epoch ms: what the query asks for is known from here on. Undefined where all of it is, or nothing was read. */
  get readBackTo(): number | undefined {
    return this.#progress?.oldest;
  }

  /** Something of what the query asks for was read. */
  get hasBegun(): boolean {
    return this.#progress !== undefined;
  }

  /** There are earlier records than those that were read. */
  get hasMore(): boolean {
    return this.#progress?.next !== undefined;
  }

  /** Resolves when what is being read now is there, or failed. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** While somebody sees the records, the newest ones are kept up to date. */
  set inSight(inSight: boolean) {
    this.#inSight = inSight;
    if (inSight) this.refresh();
  }

  connect(monitor: ChatMonitor): readonly Unsubscribe[] {
    if (monitor !== this.#monitor) this.#forget();
    this.#monitor = monitor;
    this.#viewerChanged();
    this.refresh();
    return [
      monitor.session.subscribe(() => this.#viewerChanged()),
      monitor.connection.subscribe(({ status }) => {
        if (status === 'live') this.refresh();
      }),
      monitor.ticker.subscribe((now) => this.#grewOlder(now)),
      () => this.#stop(),
    ];
  }

  /** Reads what the query asks for from now on; `words`: perhaps a chat's id, and then of that chat alone. */
  ask(query: ReportQuery, words = ''): void {
    if (words === this.#words && isSame(query, this.#query)) return;
    this.#query = query;
    this.#words = words;
    this.restart();
  }

  /** Reads the newest page again. What was read before still counts where the two meet. */
  refresh(): void {
    if (this.#inSight && this.#monitor?.connection.value.status === 'live') this.#settled = this.#read();
  }

  /** Begins again with the newest page, so that records which arrived late are found as well. */
  restart(): void {
    this.#stop();
    this.#progress = undefined;
    this.#error = undefined;
    this.refresh();
  }

  /** Reads the next page of earlier records. Resolves when that is done, whether it went well or not. */
  async more(limit = pageSize): Promise<void> {
    if (this.#progress?.next !== undefined) this.#settled = this.#read(this.#progress.next, limit);
    await this.#settled;
  }

  #isOffered(): boolean {
    const session = this.#monitor?.session.value;
    return session !== undefined && gradeOf(session.capabilities, 'read-report') !== 'none';
  }

  #viewerChanged(): void {
    const viewerId = this.#monitor?.session.value?.viewer.id;
    if (viewerId === this.#viewerId) return;
    if (this.#viewerId !== undefined) this.#forget();
    this.#viewerId = viewerId;
  }

  #grewOlder(now: number): void {
    if (this.phase === 'read' && now - this.#readAt >= mostAge && !document.hidden) this.refresh();
  }

  #stop(): void {
    this.#reading?.abort();
    this.#reading = undefined;
  }

  #forget(): void {
    this.#stop();
    this.#records.clear();
    this.#progress = undefined;
    this.#error = undefined;
    this.#changed();
  }

  /** `after`: where the page begins, by default with the newest record. */
  async #read(after?: string, limit = pageSize): Promise<void> {
    const monitor = this.#monitor;
    if (!monitor || !this.#isOffered()) return;
    this.#reading?.abort();
    const reading = new AbortController();
    this.#reading = reading;
    this.#changed();
    const read: Read = (query) =>
      readPage(monitor, { ...query, limit, ...(after !== undefined && { after }) }, reading.signal);
    try {
      const page = after === undefined ? await this.#readFirst(read) : await read(this.#found);
      if (reading.signal.aborted) return;
      this.#take(page, after !== undefined);
      this.#error = undefined;
    } catch (thrown) {
      if (reading.signal.aborted) return;
      this.#failed(isChatError(thrown) ? thrown : new ChatError('protocol', String(thrown)));
    }
    this.#reading = undefined;
    this.#readAt = monitor.ticker.now();
    this.#changed();
  }

  async #readFirst(read: Read): Promise<Page<ReportEvent>> {
    const ofChat = this.#words === '' ? undefined : { ...this.#query, chatId: this.#words };
    const page = ofChat && (await read(ofChat).catch(nothingForWords));
    this.#found = ofChat && page && page.items.length > 0 ? ofChat : this.#query;
    return page && this.#found === ofChat ? page : read(this.#query);
  }

  /** What the viewer may not read any more is not shown any more. */
  #failed(error: ChatError): void {
    this.#error = error;
    if (error.code !== 'forbidden') return;
    this.#records.clear();
    this.#progress = undefined;
  }

  #take({ items, next }: Page<ReportEvent>, isLater: boolean): void {
    for (const event of items) this.#records.set(event.id, { event, delivery: 'delivered', attempts: 0 });
    const before = this.#progress;
    const newest = items[0]?.startedAt ?? -Infinity;
    const oldest = items.at(-1)?.startedAt;
    if (before && !isLater && next !== undefined && oldest !== undefined && oldest <= before.newest) {
      this.#progress = { ...before, newest: Math.max(newest, before.newest) };
    } else {
      this.#progress = {
        newest: before && isLater ? before.newest : newest,
        oldest: next === undefined ? undefined : (oldest ?? before?.oldest),
        next,
      };
    }
  }
}

type Read = (query: ReportQuery) => Promise<Page<ReportEvent>>;

/** What is no chat's id may be refused as one, and is no failure. */
function nothingForWords(thrown: unknown): undefined {
  if (isChatError(thrown) && wrongIdCodes.includes(thrown.code)) return;
  throw thrown;
}

async function readPage(monitor: ChatMonitor, query: ReportQuery, ended: AbortSignal): Promise<Page<ReportEvent>> {
  const page = await monitor.call(callLimit, async (connection, signal) =>
    connection.readReport?.(query, { signal: AbortSignal.any([signal, ended]) }),
  );
  return page ?? { items: [] };
}

function isSame(a: ReportQuery, b: ReportQuery): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
