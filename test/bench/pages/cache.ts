import { generateSeed, createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import '../../../src/define/chat-monitor-grid.js';
import { MonitorHost } from '../../../src/elements/shared/monitor-host.js';
import { ViewCopy } from '../../../src/monitor/cache/view-copy.js';
import { ChatMonitor, type CacheStore, type MonitorPorts } from '../../../src/monitor/index.js';
import { browserPorts } from '../../../src/platform/index.js';

/** What the bench asks of a page. */
export interface CacheBenchPage {
  /** A live visit with so many chats, until everything is kept. */
  keep(chats: number): Promise<{ readonly bytes: number; readonly texts: readonly (readonly [string, string])[] }>;
  /** Milliseconds of script for keeping, for rounds of so many changes each. */
  change(changes: number, rounds: number): Promise<readonly CopyTime[]>;
  /** Whether the store still has what an earlier page kept. */
  survived(): Promise<boolean>;
  fill(texts: readonly (readonly [string, string])[]): Promise<void>;
  /** A visit whose backend does not answer. */
  restore(chats: number): Promise<RestoreTime>;
}

export interface CopyTime {
  readonly total: number;
  readonly longestTask: number;
  readonly texts: number;
}

export interface RestoreTime {
  readonly firstRows: number;
  readonly allRows: number;
  readonly longestFrame: number;
}

declare global {
  interface Window {
    cacheBench: CacheBenchPage;
  }
}

const viewerId = 'sam';
const ports = browserPorts();
const kept = new Map<string, string>();
let copy = { total: 0, longestTask: 0, texts: 0 };
let task = 0;
let backend: MemoryBackend | undefined;

function timed<T>(work: () => T): T {
  const begin = performance.now();
  try {
    return work();
  } finally {
    const took = performance.now() - begin;
    task += took;
    copy = { ...copy, total: copy.total + took, longestTask: Math.max(copy.longestTask, task) };
  }
}

const changes = ViewCopy.prototype.changes;
ViewCopy.prototype.changes = function (...given) {
  const work = changes.apply(this, given);
  return { ...work, next: () => timed(() => work.next()) };
};

function watched(cache: CacheStore): CacheStore {
  return {
    read: (names) => cache.read(names),
    clear: () => cache.clear(),
    write(texts) {
      texts.forEach((text, name) => (text === undefined ? kept.delete(name) : kept.set(name, text)));
      copy = { ...copy, texts: copy.texts + texts.size };
      return timed(() => cache.write(texts));
    },
  };
}

const benchPorts: MonitorPorts = {
  ...ports,
  clock: {
    ...ports.clock,
    setTimer: (callback, delay) =>
      ports.clock.setTimer(() => {
        task = 0;
        callback();
      }, delay),
  },
  async openStore(adapterId, key) {
    const store = await ports.openStore(adapterId, key);
    return { reports: store.reports, cache: watched(store.cache), close: () => store.close() };
  },
};

function show(from: MemoryBackend): { readonly monitor: ChatMonitor; readonly grid: HTMLElement } {
  const root = document.createElement('div');
  const grid = document.createElement('chat-monitor-grid');
  root.append(grid);
  document.body.append(root);
  const monitor = new ChatMonitor({ adapter: from.adapter({ viewerId }), ports: benchPorts });
  new MonitorHost(root, monitor).connect();
  monitor.start();
  return { monitor, grid };
}

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** The first moment after a frame in which `done` was so, ms; and the longest frame until then. */
async function until(done: () => boolean): Promise<{ readonly at: number; readonly longest: number }> {
  let longest = 0;
  let last = await frame();
  while (!done()) {
    const now = await frame();
    longest = Math.max(longest, now - last);
    last = now;
  }
  const { port1, port2 } = new MessageChannel();
  const painted = new Promise((resolve) => port1.addEventListener('message', resolve, { once: true }));
  port1.start();
  port2.postMessage(undefined);
  await painted;
  port1.close();
  return { at: performance.now(), longest };
}

async function nextWrite(): Promise<void> {
  const { texts } = copy;
  await until(() => copy.texts > texts);
}

window.cacheBench = {
  async keep(chats) {
    backend = createMemoryBackend(generateSeed({ chats, now: Date.now() }));
    const { monitor } = show(backend);
    await until(() => monitor.createView({ list: 'floor' }).total >= chats);
    await nextWrite();
    let bytes = 0;
    kept.forEach((text) => (bytes += new TextEncoder().encode(text).length));
    return { bytes, texts: [...kept] };
  },

  async change(count, rounds) {
    const times: CopyTime[] = [];
    for (let round = 0; round < rounds; round += 1) {
      copy = { total: 0, longestTask: 0, texts: 0 };
      void backend?.control.burst({ changes: count, seed: round + 1 });
      await nextWrite();
      times.push(copy);
    }
    return times;
  },

  async survived() {
    const store = await ports.openStore('memory', viewerId);
    return (await store.cache.read(['owner'])).size > 0;
  },

  async fill(texts) {
    await (await ports.openStore('memory', viewerId)).cache.write(new Map(texts));
  },

  async restore(chats) {
    const silent = createMemoryBackend(generateSeed({ chats: 1, now: Date.now() }));
    silent.control.setLatency('connect', 600_000);
    const begin = performance.now();
    const { monitor, grid } = show(silent);
    const first = await until(() => grid.shadowRoot?.querySelector('.content > .row') instanceof Element);
    const all = await until(
      () => monitor.list('floor').value.phase === 'ready' && (monitor.metrics.value?.open ?? 0) >= chats,
    );
    return {
      firstRows: first.at - begin,
      allRows: all.at - begin,
      longestFrame: Math.max(first.longest, all.longest),
    };
  },
};
