import { guard, type ChatAdapter, type Session } from '../contract/index.js';
import { tellAssistNews } from './assist-news.js';
import { BackendClock } from './backend-clock.js';
import type { CacheOptions } from './cache/view-cache.js';
import { ViewKeeper } from './cache/view-keeper.js';
import { ConnectionKeeper } from './connection-keeper.js';
import { DeskKeeper } from './desk-keeper.js';
import { Lists } from './lists.js';
import { MonitorNews } from './monitor-news.js';
import { State } from './observable.js';
import type { MonitorPorts } from './ports.js';
import { StatsKeeper } from './stats-keeper.js';
import { Stores } from './stores.js';
import { PageAdapter } from './tabs/page-adapter.js';
import { Ticker } from './ticker.js';
import type { RenewSignIn } from './types.js';

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

/** What a monitor consists of: one owner for each kind of fact. */
export interface LiveModel {
  /** The adapter, shared by the pages of the browser. */
  readonly pages: PageAdapter;
  readonly ticker: Ticker;
  readonly session: State<Session | undefined>;
  readonly keeper: ConnectionKeeper;
  readonly lists: Lists;
  readonly stats: StatsKeeper;
  readonly desk: DeskKeeper;
  readonly cache: ViewKeeper;
  readonly news: MonitorNews;
}

/** Makes the owners, and lets each know what it needs of the others. Nothing runs yet. */
export function createLiveModel({ adapter, ports, renewSignIn, cache: cacheOptions }: ChatMonitorOptions): LiveModel {
  const { clock, lifecycle, random } = ports;
  const pageId = random.id();
  const news = new MonitorNews();
  const session = new State<Session | undefined>(undefined);
  const guarded = guard(adapter, { onFault: (fault) => news.fault(fault) });
  const time = new BackendClock(clock);
  const pages = new PageAdapter(guarded, {
    ports,
    pageId,
    roleChanged: () => desk.deliver(),
    foreign: () => news.fault({ what: 'pages', message: 'Another version is open in another page: reload it.' }),
  });
  const ticker = new Ticker(clock, time, lifecycle);
  const keeper: ConnectionKeeper = new ConnectionKeeper(
    pages,
    { ...ports, time },
    {
      prepare: (opened, signal) => cache.prepare(opened, signal),
      connected(connection) {
        lists.connected(connection);
        desk.deliver();
      },
      session(latest) {
        session.set(latest);
        desk.switchTo(latest.viewer.id);
      },
      disconnected() {
        lists.disconnected();
        desk.deliver();
      },
    },
  );
  keeper.renewSignIn = renewSignIn;
  const lists: Lists = new Lists({
    ...ports,
    time,
    keeper,
    resumes: () => session.value?.capabilities.guarantees.resume === 'cursor',
    notice: (notice) => news.emit('chat-notice', notice),
  });
  const { table, agents, queues } = lists;
  const stats = new StatsKeeper({
    ...ports,
    table,
    ticker,
    policy: () => session.value?.settings.sla,
    fault: (fault) => news.fault(fault),
  });
  // One that is empty names nobody.
  const viewerKey = guarded.viewerKey || undefined;
  const stores = new Stores((key) => ports.openStore(guarded.id, key));
  const desk: DeskKeeper = new DeskKeeper({
    ...ports,
    pageId,
    table,
    keeper,
    names: { agent: (id) => agents.get(id), queue: (id) => queues.value.find((queue) => queue.id === id) },
    now: () => time.now(),
    session: () => session.value,
    fault: (fault) => news.fault(fault),
    reported: (entry) => news.emit('report-event', entry),
    signedOut: (error) => keeper.unauthenticated(error),
    openStore: (viewerId) => stores.open(viewerKey ?? viewerId),
  });
  const cache: ViewKeeper = new ViewKeeper(
    {
      ...ports,
      time,
      stores,
      keeper,
      lists,
      viewerKey,
      session,
      canWrite: () => pages.leads,
      // Not among the faults: nothing is missing in what is shown.
      fault: (fault) => news.emit('fault', fault),
    },
    cacheOptions,
  );

  // With the thresholds, for all that is shown.
  session.subscribe(() => stats.recount());
  lists.table.onConfirmed((before, after, initial) => tellAssistNews(before, after, initial, news));
  lists.keeper('floor').state.subscribe(({ phase }) => (phase === 'idle' ? stats.stop() : stats.start()));
  stats.attention.subscribe((attention) => news.emit('attention-change', attention));
  keeper.state.subscribe((state) => news.emit('chat-connection-change', state));
  return { pages, ticker, session, keeper, lists, stats, desk, cache, news };
}
