import type { ChatCommand, ChatConnection } from '../../../src/contract/index.js';
import {
  ChatMonitor,
  StoreError,
  type Channel,
  type HeldLock,
  type Locks,
  type ReportStore,
  type Store,
} from '../../../src/monitor/index.js';
import * as viewCache from '../../../src/monitor/cache/view-cache.js';
import * as stats from '../../../src/monitor/floor-stats.js';
import * as desk from '../../../src/monitor/desk.js';
import * as pageTeam from '../../../src/monitor/tabs/page-team.js';
import { openIdbStore } from '../../../src/platform/idb/open-idb-store.js';
import { browserPorts } from '../../../src/platform/index.js';
import { FakeLifecycle } from '../../harness/fake-ports.js';
import { PageLife } from '../../harness/page-life.js';
import { StoreTroubles, type StoreMethod } from '../../harness/troubled-store.js';
import { shownAs, type StormWindow, type TabSide, type TabView } from './parts.js';

/** A page with a monitor, on the ports of a real browser, each of which can stop as the page's life does. */
const place = (window.parent as StormWindow).place(location.hash);
const life = new PageLife();
const lifecycle = new FakeLifecycle();
lifecycle.visible = place.visible;
const ports = browserPorts();
let ids = 0;

const clock = {
  now: () => place.clock.now(),
  wall: () => place.clock.now(),
  setTimer: (callback: () => void, delay: number) => place.clock.setTimer(() => life.do(callback), delay),
};
const troubles = new StoreTroubles(clock);

function openChannel(name: string): Channel {
  const channel = ports.openChannel(name);
  return {
    post: (message) =>
      life.do(() => {
        place.busy();
        channel.post(message);
      }),
    onMessage: (listener) =>
      channel.onMessage((message) => {
        place.busy();
        life.do(() => listener(message));
      }),
    close: () => channel.close(),
  };
}

function lockOf(lock: HeldLock): HeldLock {
  return { ended: life.call(() => lock.ended), release: () => life.do(() => lock.release()) };
}

/** That a lock is given is something that goes on; that it is waited for is not. */
async function heard<T>(answer: Promise<T>): Promise<T> {
  place.busy();
  try {
    return await answer;
  } finally {
    place.busy();
  }
}

function gated(locks: Locks): Locks {
  return {
    request: (name, signal) => life.call(async () => lockOf(await heard(locks.request(name, signal)))),
    tryRequest: (name) =>
      life.call(async () => {
        const lock = await place.hold(locks.tryRequest(name));
        return lock && lockOf(lock);
      }),
    steal: (name) => life.call(async () => lockOf(await place.hold(locks.steal(name)))),
  };
}

async function openStore(adapterId: string, viewerKey: string): Promise<Store> {
  // What hangs because somebody wanted it to does not hold up the time.
  const call = <T>(method: StoreMethod, work: () => Promise<T>): Promise<T> =>
    life.call(() => troubles.call(method, () => place.hold(work())));
  const { reports, cache, close } = await call('open', () =>
    openIdbStore(adapterId, viewerKey, { clock, openChannel }),
  );
  const gatedReports: ReportStore = {
    add: async (added) => {
      const written = added.map(({ event }) => event.id);
      place.reach('writing ahead', written);
      await call('add', async () => {
        await reports.add(added);
        place.wrote(written);
      });
      place.reach('written ahead', written);
      return life.call(async () => {});
    },
    update: async (report) => {
      if (report.event.outcome !== 'performing') place.reach('writing the outcome', [report.event.id]);
      return call('update', async () => {
        await reports.update(report);
        if (report.delivery === 'delivered') place.noted([report.event.id]);
      });
    },
    readAll: () => call('readAll', () => reports.readAll()),
    find: (wanted) => call('find', () => reports.find(wanted)),
    takeRight: () => call('takeRight', () => reports.takeRight()),
    checkRight: (right) => call('checkRight', () => reports.checkRight(right)),
    settle: async (right, result) => {
      place.reach('settling', result.delivered);
      await call('settle', async () => {
        await reports.settle(right, result);
        place.noted(result.delivered);
      });
      place.reach('settled', result.delivered);
      return life.call(async () => {});
    },
    onChanged: (listener) => reports.onChanged(listener),
  };
  return { reports: gatedReports, cache, close };
}

/** The backend's answers and batches come while the page runs. */
function gatedConnection(connection: ChatConnection): ChatConnection {
  return new Proxy(connection, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = value as (...args: unknown[]) => unknown;
      return (...args: unknown[]) =>
        String(name).startsWith('watch')
          ? gatedBatches(method.apply(target, args) as AsyncIterable<unknown>)
          : life.call(async () => method.apply(target, args));
    },
  });
}

function gatedBatches(batches: AsyncIterable<unknown>): AsyncIterable<unknown> {
  const iterator = batches[Symbol.asyncIterator]();
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => life.call(() => iterator.next()),
      return: () => life.call(async () => (await iterator.return?.()) ?? { done: true, value: undefined }),
    }),
  };
}

/** The first is the page's own, which other browsers' tabs on the same window must not have. */
function nextId(): string {
  ids += 1;
  return ids === 1 ? `${place.adapter.id} ${place.name}` : `${place.name}.${ids}`;
}

const monitor = new ChatMonitor({
  adapter: {
    ...place.adapter,
    connect: (options) => life.call(async () => gatedConnection(await place.adapter.connect(options))),
    identify: (options) => life.call(async () => (await place.adapter.identify?.(options)) ?? ''),
  },
  ports: {
    clock,
    lifecycle,
    scheduler: {
      requestFlush(callback) {
        let wanted = true;
        queueMicrotask(() => {
          if (wanted) life.do(callback);
        });
        return () => (wanted = false);
      },
    },
    random: { id: nextId, fraction: () => 0.5 },
    openStore,
    openChannel,
    parts: {
      desk: async () => desk,
      pages: async () => pageTeam,
      stats: async () => stats,
      cache: async () => viewCache,
    },
    ...(ports.locks && { locks: gated(ports.locks) }),
  },
});
for (const list of ['floor', 'agents', 'notices'] as const) monitor.use(list);
const floor = monitor.createView({ list: 'floor' });
monitor.on('chat-connection-change', ({ status }) => {
  if (status === 'signed-out') place.signedOut();
});
monitor.on('fault', ({ id, message }) => place.told(id, message));

/** Any of what can be done with a chat. */
function commandFor(chatId: string, choice: number): ChatCommand | undefined {
  const chat = monitor.chat(chatId);
  if (chat === undefined || monitor.pendingOf(chatId) !== undefined) return undefined;
  const common = { chatId, expected: chat.assignmentVersion };
  const to = { type: 'agent', id: choice % 2 === 0 ? 'ann' : 'bob' } as const;
  if (chat.assignee === undefined) return { type: 'assign', to, ...common };
  if (choice < 2) return { type: 'transfer', to, ...common };
  if (choice === 2) return { type: 'transfer', to: { type: 'queue', id: 'vpn' }, ...common };
  return { type: 'release', ...common };
}

const side: TabSide = {
  get view(): TabView {
    const chats: Record<string, string> = {};
    for (const chat of floor.rows) chats[chat.id] = shownAs(chat);
    return {
      status: monitor.connection.value.status,
      viewer: monitor.session.value?.viewer.id,
      chats,
      reports: monitor.reports.value,
    };
  },
  act(chatId, choice, answered) {
    const command = life.state === 'running' ? commandFor(chatId, choice) : undefined;
    if (command === undefined) return undefined;
    const performing = monitor.perform(command);
    const id = `${place.name}.${ids}`;
    void performing.then((result) =>
      answered(result.state === 'done' ? 'done' : `${result.outcome} ${result.error.code}`),
    );
    return id;
  },
  sleep() {
    lifecycle.set({ asleep: true, visible: false });
    queueMicrotask(() => {
      if (lifecycle.asleep) side.hang();
    });
  },
  hang() {
    if (life.state === 'running') life.state = 'frozen';
  },
  wake() {
    life.wake();
    if (lifecycle.asleep) lifecycle.set({ asleep: false, visible: true });
  },
  die() {
    life.state = 'dead';
  },
  show: (visible) => life.do(() => lifecycle.set({ visible })),
  trouble(trouble) {
    if (trouble === 'works') troubles.end();
    else {
      const what = trouble === 'quota' ? new StoreError('quota', 'There is no room.') : trouble;
      troubles.set(what, 'add', 'update', 'settle', ...(trouble === 'quota' ? [] : (['readAll', 'find'] as const)));
    }
  },
  reconnect: () => life.do(() => monitor.reconnect()),
};

place.ready(side);
monitor.start();
