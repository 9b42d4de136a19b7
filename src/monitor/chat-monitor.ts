import type { Agent, Chat, ChatCommand, ChatConnection, Notice, Session, SupportQueue } from '../contract/index.js';
import type { Preferences } from './cache/preferences.js';
import { createLiveModel, type ChatMonitorOptions, type LiveModel } from './live-model.js';
import type { Observable, Unsubscribe } from './observable.js';
import { offersFor, refusalIn, targetsFor } from './offers.js';
import { chatSla } from './sla.js';
import type { Ticker } from './ticker.js';
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
import { ChatView, type ChatViewOptions } from './view/chat-view.js';
import type { RecordsSource, WatchedRecords } from './watched-records.js';

/** The live model of one backend for one viewer: what every element of a page shows, and the way its actions take. */
export class ChatMonitor {
  /** Backend and tenant, as the adapter names them. */
  readonly adapterId: string;
  readonly ticker: Ticker;
  readonly #model: LiveModel;

  constructor(options: ChatMonitorOptions) {
    this.#model = createLiveModel(options);
    this.adapterId = this.#model.pages.id;
    this.ticker = this.#model.ticker;
  }

  get connection(): Observable<ConnectionState> {
    return this.#model.keeper.state;
  }

  /** The host's way to sign the viewer in again. One that is set when the view is signed out already is asked at once. */
  get renewSignIn(): RenewSignIn | undefined {
    return this.#model.keeper.renewSignIn;
  }

  set renewSignIn(renew: RenewSignIn | undefined) {
    this.#model.keeper.renewSignIn = renew;
  }

  get session(): Observable<Session | undefined> {
    return this.#model.session;
  }

  get queues(): Observable<readonly SupportQueue[]> {
    return this.#model.lists.queues;
  }

  get scope(): Observable<Scope> {
    return this.#model.lists.scope;
  }

  /** Kept up while the floor is in use. */
  get attention(): Observable<Attention> {
    return this.#model.stats.attention;
  }

  /** Kept up while the floor is in use; undefined until the chats are counted. */
  get metrics(): Observable<Metrics | undefined> {
    return this.#model.stats.metrics;
  }

  /** All that the viewer may see, whatever the scope, by name; kept up while the agents are in use. */
  get agents(): Observable<readonly Agent[]> {
    return this.#model.lists.agents.state;
  }

  /** Newest first; kept up while the notices are in use. */
  get notices(): Observable<readonly Notice[]> {
    return this.#model.lists.notices.state;
  }

  /** What was wrong with the backend's data, or could not be kept; newest last. */
  get faults(): Observable<readonly MonitorFault[]> {
    return this.#model.news.faults;
  }

  /** Records that wait, were refused or were delivered lately; oldest first. */
  get reports(): Observable<readonly ReportEntry[]> {
    return this.#model.desk.reports;
  }

  /** How the viewer likes the view, kept for the next visit. */
  get preferences(): Preferences {
    return this.#model.cache.preferences;
  }

  /** Lets refused records wait again, with `ids` these only, and sends at once all that wait. */
  retryReports(ids?: readonly string[]): void {
    this.#model.desk.retry(ids);
  }

  /** Connects, and stays connected until `stop`. */
  start(): void {
    this.#model.cache.start();
    this.#model.desk.start();
    this.#model.keeper.start();
  }

  /** Ends the connection. What is shown stays, and `start` goes on from there. */
  stop(): void {
    this.#model.cache.stop();
    this.#model.keeper.stop();
    this.#model.pages.leave();
    this.#model.desk.stop();
  }

  /**
   * To be called before the viewer signs out at the backend: delivers the records that wait, for at most 10 s, forgets
   * what was shown, and ends the connection. Resolves with how many records could not be delivered: they are kept for
   * the viewer's next sign-in, unless told to `discard` them.
   */
  async signOut({ discard = false }: { readonly discard?: boolean } = {}): Promise<{ undelivered: number }> {
    const inTime = this.connection.value.status !== 'signed-out';
    const undelivered = await this.#model.desk.signOut({ inTime, discard });
    this.#model.keeper.signOut();
    void this.#model.cache.erase();
    this.stop();
    this.#model.lists.reset();
    this.#model.session.set(undefined);
    return { undelivered };
  }

  /** Tries at once: after a sign-in, or because somebody does not want to wait. */
  reconnect(): void {
    this.#model.keeper.reconnect();
    this.#model.lists.retry();
  }

  list(name: ListName): Observable<ListState> {
    return this.#model.lists.keeper(name).state;
  }

  /** Keeps a list up until the returned function is called. */
  use(name: ListName): Unsubscribe {
    return this.#model.lists.keeper(name).use();
  }

  setScope(scope: Scope): void {
    this.#model.lists.setScope(scope);
    this.preferences.set('scope', scope);
  }

  /** As shown: the backend's record with what the viewer just did on top. */
  chat(id: string): Chat | undefined {
    return this.#model.lists.table.get(id);
  }

  watchChat(id: string, listener: (chat: Chat | undefined) => void): Unsubscribe {
    return this.#model.lists.table.watch(id, listener);
  }

  createView(options: ChatViewOptions): ChatView {
    const view = new ChatView(this.#model.lists.table, options);
    if (options.list === 'floor') this.#model.cache.view = view;
    return view;
  }

  slaOf(chat: Chat, now: number = this.ticker.now()): ChatSla {
    return chatSla(chat, this.#model.session.value?.settings.sla, now);
  }

  /** What can be done with a chat, in the order of a menu. */
  offers(chatId: string): readonly Offer[] {
    const refusal = refusalIn(this.connection.value.status, this.pendingOf(chatId) !== undefined);
    return offersFor(this.chat(chatId), this.#model.session.value, refusal);
  }

  /** Which kinds of target there are for assigning or transferring a chat. */
  targets(chatId: string, type: 'assign' | 'transfer'): Readonly<Record<'agents' | 'queues', boolean>> {
    return targetsFor(this.chat(chatId), this.#model.session.value, type);
  }

  pendingOf(chatId: string): PendingAction | undefined {
    return this.#model.desk.pendingOf(chatId);
  }

  /** Carries out a command. Never rejects: a failure is a result. */
  perform(command: ChatCommand, options: PerformActionOptions = {}): Promise<ActionResult> {
    return this.#model.desk.perform(command, options);
  }

  /** For lists beside the monitor's own: watched on whatever connection there is, while somebody uses it. */
  watchRecords<T extends { readonly id: string }>(source: RecordsSource<T>): WatchedRecords<T> {
    return this.#model.lists.watchRecords(source);
  }

  /**
   * One call on the connection there is, for at most `limit` ms.
   * Errors: `unavailable` without a connection, `timeout`, and the call's own.
   */
  call<T>(limit: number, call: (connection: ChatConnection, signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#model.keeper.current.call(limit, call);
  }

  dismissNotice(id: string): void {
    this.#model.lists.notices.delete(id);
  }

  on<N extends MonitorEventName>(name: N, listener: (detail: MonitorEvents[N]) => void): Unsubscribe {
    return this.#model.news.on(name, listener);
  }
}
