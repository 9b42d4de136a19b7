import {
  createMemoryBackend,
  type MemoryBackend,
  type MemoryOptions,
  type MemorySeed,
} from '../../src/adapters/memory/index.js';
import type { ChatAdapter } from '../../src/contract/index.js';
import {
  ChatMonitor,
  type ChatMonitorOptions,
  type ListName,
  type MonitorFault,
  type MonitorPorts,
  type Scope,
} from '../../src/monitor/index.js';
import { FakeClock, fakePorts, settled, type FakePorts } from './fake-ports.js';
import type { FakePage } from './fake-browser.js';
import { FakeDisk } from './fake-disk.js';
import { floorSeed } from './floor.js';

export interface VisitOptions {
  readonly viewerId?: string;
  /** By default the viewer's id; null where the page does not know it before connecting. */
  readonly viewerKey?: string | null;
  readonly adapter?: ChatAdapter;
  readonly lists?: readonly ListName[];
  readonly scope?: Scope;
  readonly cache?: ChatMonitorOptions['cache'];
  /** By default all are loaded already. */
  readonly parts?: Partial<MonitorPorts['parts']>;
  /** In a tab that nobody looks at. */
  readonly hidden?: true;
  /** Of the browser whose pages share a connection. */
  readonly tab?: FakePage;
  /** Runs when the session of an earlier page is shown. */
  readonly whenShown?: () => void;
}

export interface Visit {
  readonly monitor: ChatMonitor;
  readonly ports: FakePorts;
  readonly faults: readonly MonitorFault[];
  /** Ids on the floor, sorted. */
  readonly floor: readonly string[];
  /** The page is left. */
  leave(): Promise<void>;
}

/** One backend, one disk, and pages that come and go. */
export class Visits {
  readonly clock = new FakeClock();
  readonly disk = new FakeDisk();
  readonly backend: MemoryBackend;
  #pages = 0;

  constructor(options: MemoryOptions & { readonly seed?: MemorySeed } = {}) {
    const { clock } = this;
    this.backend = createMemoryBackend(options.seed ?? floorSeed, {
      now: () => clock.now(),
      setTimer: (callback, ms) => clock.setTimer(callback, ms),
      ...options,
    });
  }

  /** Opens a page; what needs no time has happened when it resolves. */
  async open(options: VisitOptions = {}): Promise<Visit> {
    const { viewerId = 'sue', viewerKey = viewerId, lists = ['floor', 'mine', 'agents'], scope, cache } = options;
    this.#pages += 1;
    const page = fakePorts({
      openStore: this.disk.openStore,
      clock: this.clock,
      page: `page${this.#pages}`,
      ...(options.tab && { tab: options.tab }),
    });
    if (options.hidden) page.lifecycle.set({ visible: false });
    const ports = { ...page, parts: { ...page.parts, ...options.parts } };
    const adapter = options.adapter ?? this.backend.adapter({ viewerId, viewerKey });
    const monitor = new ChatMonitor({ adapter, ports, ...(cache !== undefined && { cache }) });
    const faults: MonitorFault[] = [];
    monitor.on('fault', (fault) => faults.push(fault));
    const view = monitor.createView({ list: 'floor' });
    const leases = lists.map((name) => monitor.use(name));
    if (options.whenShown) monitor.session.subscribe(options.whenShown);
    if (scope) monitor.setScope(scope);
    monitor.start();
    await settled();
    return {
      monitor,
      ports,
      faults,
      get floor() {
        return view.rows.map(({ id }) => id).sort();
      },
      leave: async () => {
        ports.lifecycle.set({ visible: false, asleep: true });
        monitor.stop();
        for (const release of leases) release();
        await settled();
      },
    };
  }

  /** A visit that was long enough for everything to be kept. */
  async visit(options: VisitOptions = {}): Promise<void> {
    const page = await this.open(options);
    await this.clock.advance(4_000);
    await page.leave();
  }

  /** Calls to the backend take so long from now on, ms. */
  slow(ms: number): void {
    this.backend.control.setLatency('connect', ms);
  }
}
