import {
  guard,
  type Agent,
  type Chat,
  type ChatAdapter,
  type ChatCommand,
  type ChatConnection,
  type Notice,
  type Session,
  type SupportQueue,
} from '../contract/index.js';
import { tellAssistNews, type AssistNewsSink } from './assist-news.js';
import { BackendClock } from './backend-clock.js';
import type { Preferences } from './cache/preferences.js';
import type { CacheOptions } from './cache/view-cache.js';
import { ViewKeeper } from './cache/view-keeper.js';
import { ChatView, type ChatViewOptions } from './view/chat-view.js';
import { ConnectionKeeper } from './connection-keeper.js';
import { DeskKeeper } from './desk-keeper.js';
import { FloorStats } from './floor-stats.js';
import { Lists } from './lists.js';
import { MonitorNews } from './monitor-news.js';
import { State, type Observable, type Unsubscribe } from './observable.js';
import { offersFor, refusalIn, targetsFor } from './offers.js';
import type { MonitorPorts } from './ports.js';
import { chatSla } from './sla.js';
import { Stores } from './stores.js';
import { PageAdapter } from './tabs/page-adapter.js';
import { Ticker } from './ticker.js';
import type {
  ActionResult,
  Attention,
  ChatSla,
  ConnectionState,
  ListName,
  ListState,
  Metrics,
  MonitorEventName,
  MonitorEvents,
  MonitorFault,
  Offer,
  PendingAction,
  PerformActionOptions,
  RenewSignIn,
  ReportEntry,
  Scope,
} from './types.js';
import type { RecordsSource, WatchedRecords } from './watched-records.js';

export interface ChatMonitorOptions {
  readonly adapter: ChatAdapter;
  readonly ports: MonitorPorts;
  /** Asked once when the backend knows the viewer no more, before the view counts as signed out. */
  readonly renewSignIn?: RenewSignIn;
  /**
   * The last seen view is kept on this device, for its viewer, and shown at the next visit until the backend answers.
   * False: nothing is kept, the view's preferences neither.
   */
  readonly cache?: false | CacheOptions;
}

/** The live model of one backend for one viewer: what every element of a page shows, and the way its actions take. */
export class ChatMonitor {
  /** Backend and tenant, as the adapter names them. */
  readonly adapterId: string;
  readonly ticker: Ticker;
  readonly #pages: PageAdapter;
  readonly #keeper: ConnectionKeeper;
  readonly #lists: Lists;
  readonly #stats: FloorStats;
  readonly #desk: DeskKeeper;
  readonly #session = new State<Session | undefined>(undefined);
  readonly #cache: ViewKeeper;
  readonly #news = new MonitorNews();

  constructor({ adapter, ports, renewSignIn, cache }: ChatMonitorOptions) {
    const { clock, random, lifecycle, scheduler } = ports;
    const pageId = random.id();
    const guarded = guard(adapter, { onFault: (fault) => this.#news.fault(fault) });
    const time = new BackendClock(clock);
    this.adapterId = guarded.id;
    this.#pages = new PageAdapter(guarded, {
      ports,
      pageId,
      roleChanged: () => this.#deliverReports(),
      foreign: () =>
        this.#news.fault({ what: 'pages', message: 'Another version is open in another page: reload it.' }),
    });
    this.ticker = new Ticker(clock, time, lifecycle);
    this.#keeper = new ConnectionKeeper(
      this.#pages,
      { clock, random, lifecycle, time },
      {
        prepare: (session, signal) => this.#cache.prepare(session, signal),
        connected: (connection) => this.#connected(connection),
        session: (session) => this.#sessionChanged(session),
        disconnected: () => this.#disconnected(),
      },
    );
    this.#keeper.renewSignIn = renewSignIn;
    this.#lists = new Lists({
      clock,
      random,
      scheduler,
      time,
      keeper: this.#keeper,
      resumes: () => this.#session.value?.capabilities.guarantees.resume === 'cursor',
      notice: (notice) => this.#news.emit('chat-notice', notice),
    });
    const { table, agents, queues } = this.#lists;
    this.#stats = new FloorStats(table, this.ticker, scheduler, () => this.#session.value?.settings.sla);
    // One that is empty names nobody.
    const viewerKey = guarded.viewerKey || undefined;
    const stores = new Stores((key) => ports.openStore(this.adapterId, key));
    this.#desk = new DeskKeeper({
      ...ports,
      pageId,
      table,
      keeper: this.#keeper,
      names: { agent: (id) => agents.get(id), queue: (id) => queues.value.find((queue) => queue.id === id) },
      now: () => time.now(),
      session: () => this.#session.value,
      fault: (fault) => this.#news.fault(fault),
      reported: (entry) => this.#news.emit('report-event', entry),
      signedOut: (error) => this.#keeper.unauthenticated(error),
      openStore: (viewerId) => stores.open(viewerKey ?? viewerId),
    });
    this.#cache = new ViewKeeper(
      {
        ...ports,
        time,
        stores,
        keeper: this.#keeper,
        lists: this.#lists,
        viewerKey,
        session: this.#session,
        canWrite: () => this.#pages.leads,
        // Not among the faults: nothing is missing in what is shown.
        fault: (fault) => this.#news.emit('fault', fault),
      },
      cache,
    );
    this.#wire();
  }

  get connection(): Observable<ConnectionState> {
    return this.#keeper.state;
  }

  /** The host's way to sign the viewer in again. One that is set when the view is signed out already is asked at once. */
  get renewSignIn(): RenewSignIn | undefined {
    return this.#keeper.renewSignIn;
  }

  set renewSignIn(renew: RenewSignIn | undefined) {
    this.#keeper.renewSignIn = renew;
  }

  get session(): Observable<Session | undefined> {
    return this.#session;
  }

  get queues(): Observable<readonly SupportQueue[]> {
    return this.#lists.queues;
  }

  get scope(): Observable<Scope> {
    return this.#lists.scope;
  }

  /** Kept up while the floor is in use. */
  get attention(): Observable<Attention> {
    return this.#stats.attention;
  }

  /** Kept up while the floor is in use. */
  get metrics(): Observable<Metrics> {
    return this.#stats.metrics;
  }

  /** All that the viewer may see, whatever the scope, by name; kept up while the agents are in use. */
  get agents(): Observable<readonly Agent[]> {
    return this.#lists.agents.state;
  }

  /** Newest first; kept up while the notices are in use. */
  get notices(): Observable<readonly Notice[]> {
    return this.#lists.notices.state;
  }

  /** What was wrong with the backend's data, or could not be kept; newest last. */
  get faults(): Observable<readonly MonitorFault[]> {
    return this.#news.faults;
  }

  /** Records that wait, were refused or were delivered lately; oldest first. */
  get reports(): Observable<readonly ReportEntry[]> {
    return this.#desk.reports;
  }

  /** How the viewer likes the view, kept for the next visit. */
  get preferences(): Preferences {
    return this.#cache.preferences;
  }

  /** Lets refused records wait again, with `ids` these only, and sends at once all that wait. */
  retryReports(ids?: readonly string[]): void {
    this.#desk.retry(ids);
  }

  /** Connects, and stays connected until `stop`. */
  start(): void {
    this.#cache.start();
    this.#desk.start();
    this.#keeper.start();
  }

  /** Ends the connection. What is shown stays, and `start` goes on from there. */
  stop(): void {
    this.#cache.stop();
    this.#keeper.stop();
    this.#pages.leave();
    this.#desk.stop();
  }

  /**
   * To be called before the viewer signs out at the backend: delivers the records that wait, for at most 10 s, forgets
   * what was shown, and ends the connection. Resolves with how many records could not be delivered: they are kept for
   * the viewer's next sign-in, unless told to `discard` them.
   */
  async signOut({ discard = false }: { readonly discard?: boolean } = {}): Promise<{ undelivered: number }> {
    const inTime = this.connection.value.status !== 'signed-out';
    const undelivered = await this.#desk.signOut({ inTime, discard });
    this.#keeper.signOut();
    void this.#cache.erase();
    this.stop();
    this.#lists.reset();
    this.#session.set(undefined);
    return { undelivered };
  }

  /** Tries at once: after a sign-in, or because somebody does not want to wait. */
  reconnect(): void {
    this.#keeper.reconnect();
    this.#lists.retry();
  }

  list(name: ListName): Observable<ListState> {
    return this.#lists.keeper(name).state;
  }

  /** Keeps a list up until the returned function is called. */
  use(name: ListName): Unsubscribe {
    return this.#lists.keeper(name).use();
  }

  setScope(scope: Scope): void {
    this.#lists.setScope(scope);
    this.preferences.set('scope', scope);
  }

  /** As shown: the backend's record with what the viewer just did on top. */
  chat(id: string): Chat | undefined {
    return this.#lists.table.get(id);
  }

  watchChat(id: string, listener: (chat: Chat | undefined) => void): Unsubscribe {
    return this.#lists.table.watch(id, listener);
  }

  createView(options: ChatViewOptions): ChatView {
    const view = new ChatView(this.#lists.table, options);
    if (options.list === 'floor') this.#cache.view = view;
    return view;
  }

  slaOf(chat: Chat, now: number = this.ticker.now()): ChatSla {
    return chatSla(chat, this.#session.value?.settings.sla, now);
  }

  /** What can be done with a chat, in the order of a menu. */
  offers(chatId: string): readonly Offer[] {
    const refusal = refusalIn(this.connection.value.status, this.pendingOf(chatId) !== undefined);
    return offersFor(this.chat(chatId), this.#session.value, refusal);
  }

  /** Which kinds of target there are for assigning or transferring a chat. */
  targets(chatId: string, type: 'assign' | 'transfer'): Readonly<Record<'agents' | 'queues', boolean>> {
    return targetsFor(this.chat(chatId), this.#session.value, type);
  }

  pendingOf(chatId: string): PendingAction | undefined {
    return this.#desk.pendingOf(chatId);
  }

  /** Carries out a command. Never rejects: a failure is a result. */
  perform(command: ChatCommand, options: PerformActionOptions = {}): Promise<ActionResult> {
    return this.#desk.perform(command, options);
  }

  /** For lists beside the monitor's own: watched on whatever connection there is, while somebody uses it. */
  watchRecords<T extends { readonly id: string }>(source: RecordsSource<T>): WatchedRecords<T> {
    return this.#lists.watchRecords(source);
  }

  /**
   * One call on the connection there is, for at most `limit` ms.
   * Errors: `unavailable` without a connection, `timeout`, and the call's own.
   */
  call<T>(limit: number, call: (connection: ChatConnection, signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#keeper.current.call(limit, call);
  }

  dismissNotice(id: string): void {
    this.#lists.notices.delete(id);
  }

  on<N extends MonitorEventName>(name: N, listener: (detail: MonitorEvents[N]) => void): Unsubscribe {
    return this.#news.on(name, listener);
  }

  #wire(): void {
    const news = this.#news;
    // With the thresholds, for all that is shown.
    this.#session.subscribe(() => this.#stats.recount());
    const assists: AssistNewsSink = {
      requested: (request) => news.emit('assist-requested', request),
      cleared: (request) => news.emit('assist-cleared', request),
    };
    this.#lists.table.onConfirmed((before, after, initial) => tellAssistNews(before, after, initial, assists));
    this.list('floor').subscribe(({ phase }) => (phase === 'idle' ? this.#stats.stop() : this.#stats.start()));
    this.attention.subscribe((attention) => news.emit('attention-change', attention));
    this.connection.subscribe((state) => news.emit('chat-connection-change', state));
  }

  #connected(connection: ChatConnection): void {
    this.#lists.connected(connection);
    this.#deliverReports();
  }

  /** Over this page's own connection to the backend, or what only this page knows over that of another. */
  #deliverReports(): void {
    this.#desk.deliverTo(this.#keeper.current.connection);
  }

  #disconnected(): void {
    this.#lists.disconnected();
    this.#desk.deliverTo(undefined);
  }

  #sessionChanged(session: Session): void {
    this.#session.set(session);
    this.#desk.switchTo(session.viewer.id);
  }
}
