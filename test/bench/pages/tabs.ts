import { createMemoryBackend, generateSeed, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import { ChatMonitor } from '../../../src/monitor/index.js';
import { browserPorts } from '../../../src/platform/index.js';

/** What the bench asks of a page. Each has a backend of its own, of which only the leading page's is connected to. */
export interface TabsBenchPage {
  /** Resolves when everything is there. */
  start(chats: number): Promise<void>;
  /** Whether this page made a connection to its backend. */
  connected(): boolean;
  /** Makes changes at the backend, so many a second. */
  change(changes: number, perSecond: number): Promise<void>;
  /** Epoch ms of the last change that this page was told of. */
  heard(): number;
  /** Keeps the page's script from doing anything else, ms. */
  hang(ms: number): void;
}

declare global {
  interface Window {
    tabsBench: TabsBenchPage;
  }
}

let backend: MemoryBackend | undefined;
let connections = 0;
let heard = 0;

window.tabsBench = {
  async start(chats) {
    backend = createMemoryBackend(generateSeed({ chats, now: Date.now(), seed: 1 }));
    const adapter = backend.adapter({ viewerId: 'sam' });
    const monitor = new ChatMonitor({
      adapter: {
        ...adapter,
        connect: (options) => {
          connections += 1;
          return adapter.connect(options);
        },
      },
      ports: browserPorts(),
      cache: false,
    });
    monitor.use('floor');
    const view = monitor.createView({ list: 'floor' });
    view.subscribe(() => (heard = Date.now()));
    monitor.start();
    await new Promise<void>((resolve) => {
      const look = (): void => {
        if (view.total >= chats * 0.9 && monitor.connection.value.status === 'live') resolve();
        else setTimeout(look, 20);
      };
      look();
    });
  },
  connected: () => connections > 0,
  change: async (changes, perSecond) => backend?.control.burst({ changes, perSecond, seed: 7 }),
  heard: () => heard,
  hang(duration) {
    setTimeout(() => {
      const end = performance.now() + duration;
      while (performance.now() < end);
    });
  },
};
