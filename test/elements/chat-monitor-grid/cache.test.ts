import { expect, nextFrame, waitUntil } from '@open-wc/testing';
import { createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import '../../../src/define/chat-monitor-grid.js';
import { MonitorHost } from '../../../src/elements/shared/monitor-host.js';
import { ChatMonitor } from '../../../src/monitor/index.js';
import { browserPorts } from '../../../src/platform/index.js';
import { FakeDisk } from '../../harness/fake-disk.js';
import { clickOn, textOf } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { longSeed, variedSeed } from './seeds.js';

/** One visit of a page with a grid, on a disk that outlives it. */
class Page {
  readonly grid: GridHarness;
  readonly #host: MonitorHost;

  private constructor(
    readonly root: HTMLElement,
    readonly monitor: ChatMonitor,
  ) {
    this.grid = new GridHarness(root.querySelector('chat-monitor-grid')!);
    this.#host = new MonitorHost(root, monitor);
    this.#host.connect();
    monitor.start();
  }

  static async open(backend: MemoryBackend, disk: FakeDisk, width = '1000px'): Promise<Page> {
    const ports = browserPorts();
    // What is collected for three seconds is written at once.
    const clock: typeof ports.clock = {
      ...ports.clock,
      setTimer: (callback, delay) => ports.clock.setTimer(callback, delay === 3_000 ? 0 : delay),
    };
    const adapter = backend.adapter({ viewerId: 'sue' });
    const root = document.createElement('div');
    root.style.width = width;
    root.append(document.createElement('chat-monitor-grid'));
    document.body.append(root);
    await nextFrame();
    return new Page(root, new ChatMonitor({ adapter, ports: { ...ports, clock, openStore: disk.openStore } }));
  }

  leave(): void {
    this.monitor.stop();
    this.#host.disconnect();
    this.root.remove();
  }
}

describe('chat-monitor-grid: the last seen view', () => {
  let disk: FakeDisk;
  let backend: MemoryBackend;

  beforeEach(() => {
    disk = new FakeDisk();
  });

  /** A visit that ends when everything is kept. */
  async function visit(): Promise<void> {
    const page = await Page.open(backend, disk);
    await page.grid.ready();
    await waitUntil(() => disk.writes.length > 0, 'the view should be kept');
    page.leave();
  }

  for (const width of ['1000px', '380px']) {
    it(`is there before the backend answers, says as of when, and nothing moves when it answers: ${width}`, async () => {
      backend = createMemoryBackend(variedSeed());
      await visit();
      const shifts: PerformanceEntry[] = [];
      const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
      observer.observe({ type: 'layout-shift' });
      backend.control.setReachable(false);
      const page = await Page.open(backend, disk, width);
      const { grid } = page;
      const { height } = grid.element.getBoundingClientRect();
      await grid.ready(5);
      expect(grid.element.getBoundingClientRect().height).to.equal(height);
      expect(grid.names[0]).to.equal('Hugo Help');
      const tops = grid.rows.map((row) => row.getBoundingClientRect().top);
      await waitUntil(() => /^5 chats Showing the state of \d+:\d+/.test(grid.facts), 'should say as of when');
      await expect(grid.element).to.be.accessible();
      backend.control.setReachable(true);
      page.monitor.reconnect();
      await waitUntil(() => grid.facts === '5 chats', 'should be live');
      expect(grid.rows.map((row) => row.getBoundingClientRect().top)).to.deep.equal(tops);
      await nextFrame();
      observer.disconnect();
      expect(shifts).to.deep.equal([]);
      page.leave();
    });
  }

  it('offers nothing yet, and says why', async () => {
    backend = createMemoryBackend(variedSeed());
    await visit();
    backend.control.setReachable(false);
    const page = await Page.open(backend, disk);
    await page.grid.ready(5);
    await clickOn(page.grid.cell('Hana Handled', 'actions').querySelector('button')!);
    await waitUntil(() => page.grid.menu.checkVisibility());
    const items = [...page.grid.menu.querySelectorAll<HTMLElement>('[role=menuitem]')];
    expect(items).not.to.be.empty;
    for (const item of items) expect(item.ariaDisabled).to.equal('true');
    expect(textOf(page.grid.menu)).to.contain('connection');
    page.leave();
  });

  it('has its first rows where they stay when the others follow', async () => {
    backend = createMemoryBackend(longSeed(2_000));
    await visit();
    backend.control.setReachable(false);
    const page = await Page.open(backend, disk);
    await page.grid.ready();
    const first = page.grid.names[0];
    await waitUntil(() => page.grid.facts.includes('2,000 chats'));
    expect(page.grid.names[0]).to.equal(first);
    expect(first).to.equal('Person 00000');
    page.leave();
  });

  it('is in the order that was chosen last', async () => {
    backend = createMemoryBackend(variedSeed());
    const first = await Page.open(backend, disk);
    await first.grid.ready(5);
    await clickOn(first.grid.header('requester').querySelector('button')!);
    await waitUntil(() => disk.written.includes('preferences'));
    first.leave();
    const page = await Page.open(backend, disk);
    await page.grid.ready(5);
    expect(page.grid.header('requester').ariaSort).to.equal('ascending');
    expect(page.grid.names[0]).to.equal('Fred Fresh');
    await clickOn(page.grid.header('requester').querySelector('button')!);
    await waitUntil(() => page.grid.header('requester').ariaSort === 'descending');
    page.leave();
  });

  it('has the columns that were chosen last, and nothing moves when they come', async () => {
    backend = createMemoryBackend(variedSeed());
    const first = await Page.open(backend, disk);
    first.monitor.preferences.set('grid.columns', { order: ['queue', 'requester'], hidden: ['status'], widths: {} });
    await first.grid.ready(5);
    await waitUntil(() => disk.written.includes('preferences'));
    first.leave();
    const shifts: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => shifts.push(...list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    const page = await Page.open(backend, disk);
    await page.grid.ready(5);
    expect(page.grid.columns.slice(0, 3)).to.deep.equal(['assist', 'queue', 'queueTime']);
    expect(page.grid.columns).not.to.include('status');
    await waitUntil(() => page.grid.facts === '5 chats');
    await nextFrame();
    await nextFrame();
    observer.disconnect();
    expect(shifts).to.deep.equal([]);
    page.leave();
  });

  it('is by urgency where what was kept is no order of this grid', async () => {
    backend = createMemoryBackend(variedSeed());
    for (const kept of ['requester', { column: 'actions', descending: true }, { column: 'agent' }, null]) {
      const page = await Page.open(backend, disk);
      page.monitor.preferences.set('grid.sort', kept);
      await page.grid.ready(5);
      expect(page.grid.names[0]).to.equal('Hugo Help');
      page.leave();
    }
  });
});
