import { createMemoryBackend, type MemoryBackend, type MemoryOptions } from '../../src/adapters/memory/index.js';
import type { ChatAdapter } from '../../src/contract/index.js';
import { ChatMonitor, memoryStores } from '../../src/monitor/index.js';
import { FakeBrowser, type FakePage } from './fake-browser.js';
import { FakeClock, fakePorts, settled, type FakePorts } from './fake-ports.js';
import { floorSeed } from './floor.js';

export interface Tab {
  readonly page: FakePage;
  readonly ports: FakePorts;
  readonly monitor: ChatMonitor;
  /** The ids of the chats on the floor, with who has each. */
  readonly floor: Readonly<Record<string, string | undefined>>;
}

/** One browser's tabs on one backend, with one clock. */
export class FakeTabs {
  readonly browser = new FakeBrowser();
  readonly clock = new FakeClock();
  readonly backend: MemoryBackend;
  readonly openStore = memoryStores();
  /** Connections to the backend that were made, and not closed. */
  connections = 0;
  /** Connections to the backend that were ever made. */
  made = 0;
  /** The lock of who leads. */
  readonly teamName = 'chat-monitor-elements memory sue';
  #pages = 0;

  constructor(options: MemoryOptions = {}) {
    this.backend = createMemoryBackend(floorSeed, {
      now: () => this.clock.now(),
      setTimer: (callback, ms) => this.clock.setTimer(callback, ms),
      ...options,
    });
  }

  async open(options: { readonly visible?: boolean; readonly adapter?: ChatAdapter } = {}): Promise<Tab> {
    const page = this.browser.openPage();
    const ports = fakePorts({
      clock: this.clock,
      openStore: this.openStore,
      page: `page${(this.#pages += 1)}`,
      tab: page,
    });
    ports.lifecycle.visible = options.visible ?? true;
    const monitor = new ChatMonitor({ adapter: options.adapter ?? this.adapter(), ports });
    for (const name of ['floor', 'mine', 'agents', 'notices'] as const) monitor.use(name);
    const view = monitor.createView({ list: 'floor' });
    monitor.start();
    await this.settle();
    return {
      page,
      ports,
      monitor,
      get floor() {
        return Object.fromEntries(view.rows.map(({ id, assignee }) => [id, assignee?.id]));
      },
    };
  }

  /** Counts what is made on it. */
  adapter(viewerId = 'sue'): ChatAdapter {
    const inner = this.backend.adapter({ viewerId });
    return {
      ...inner,
      connect: async (call) => {
        const connection = await inner.connect(call);
        this.connections += 1;
        this.made += 1;
        let open = true;
        const close = async (): Promise<void> => {
          if (open) this.connections -= 1;
          open = false;
          await connection.close();
        };
        return new Proxy(connection, {
          get: (target, name) => {
            if (name === 'close') return close;
            const value: unknown = Reflect.get(target, name, target);
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        });
      },
    };
  }

  /** As when a tab is closed or crashes: nothing of it runs on. */
  kill({ page, monitor }: Tab): void {
    page.kill();
    monitor.stop();
  }

  /** Everything that messages set off has happened, and the news of the lists went out. */
  async settle(ms = 100): Promise<void> {
    await this.clock.advance(ms);
    await settled();
  }
}
