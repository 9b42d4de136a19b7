import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import { connectChatMonitor } from '../../../src/connect.js';
import '../../../src/define/chat-monitor-grid.js';
import { MonitorHost } from '../../../src/elements/shared/monitor-host.js';
import { ChatMonitor, StoreError } from '../../../src/monitor/index.js';
import { browserPorts } from '../../../src/platform/index.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';

const content = html`<chat-monitor-grid></chat-monitor-grid>`;

describe('chat-monitor-grid: states', () => {
  let floor: PageFloor | undefined;

  afterEach(() => {
    floor?.disconnect();
    floor = undefined;
  });

  async function open(options: Parameters<typeof pageFloor>[1] = {}): Promise<GridHarness> {
    floor = await pageFloor(content, options);
    return new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
  }

  async function shows(grid: GridHarness, text: string): Promise<void> {
    await waitUntil(() => grid.state.startsWith(text), `should say “${text}”, says “${grid.state}”`, { timeout: 3000 });
    await expect(grid.element).to.be.accessible();
  }

  it('is as high while it loads as when it is full', async () => {
    const root = await fixture<HTMLElement>(html`<div>${content}</div>`);
    const grid = new GridHarness(root.querySelector('chat-monitor-grid')!);
    expect(grid.state).to.contain('Loading chats');
    expect(grid.element.shadowRoot!.querySelector('[role=grid]')!.ariaBusy).to.equal('true');
    const { height } = grid.element.getBoundingClientRect();
    const adapter = createMemoryBackend(floorSeed).adapter({ viewerId: 'sue' });
    const { disconnect } = connectChatMonitor({ adapter, root });
    await grid.ready(2);
    expect(grid.element.getBoundingClientRect().height).to.equal(height);
    expect(grid.state).to.equal('');
    disconnect();
  });

  it('says that there is nothing', async () => {
    await shows(await open({ seed: { ...floorSeed, chats: [] } }), 'No open chats');
  });

  it('asks for a company and a queue where none is chosen', async () => {
    const grid = await open();
    await grid.ready();
    floor!.monitor.setScope({ companies: [] });
    await shows(grid, 'Choose a company and a queue');
  });

  it('says that nothing matches, and clears the search', async () => {
    const grid = await open();
    await grid.ready();
    grid.search.focus();
    await sendKeys({ type: 'zzz' });
    await shows(grid, 'No chats match “zzz”');
    expect(grid.facts).to.equal('0 of 2 chats');
    await clickOn(grid.stateButton!);
    await grid.ready(2);
    expect(grid.search.value).to.equal('');
    expect(grid.element.shadowRoot!.activeElement).to.equal(grid.search);
  });

  it('says that the viewer may not', async () => {
    await shows(await open({ viewerId: 'ann' }), 'You do not have permission');
  });

  it('says that the viewer is signed out, and comes back', async () => {
    const backend = createMemoryBackend(floorSeed);
    const grid = await open({ backend });
    await grid.ready();
    backend.control.signOut('sue');
    await waitUntil(() => `${grid.state} ${grid.facts}`.includes('You are signed out'));
    backend.control.signIn('sue');
    floor!.monitor.reconnect();
    await grid.ready(2);
  });

  it('shows the last state with its age while the connection is away, and tries again on demand', async () => {
    const backend = createMemoryBackend(floorSeed);
    const grid = await open({ backend });
    await grid.ready();
    backend.control.setReachable(false);
    await waitUntil(() => grid.facts.startsWith('Showing the state of'));
    expect(grid.rows).to.have.length(2);
    await expect(grid.element).to.be.accessible();
    backend.control.setReachable(true);
    await clickOn(grid.element.shadowRoot!.querySelector('.connection button')!);
    await waitUntil(() => grid.facts === '2 chats', 'should be live', { timeout: 5000 });
  });

  it('counts the records that it cannot show', async () => {
    const grid = await open();
    await grid.ready();
    floor!.backend.control.inject('chats', { id: 'broken' });
    await waitUntil(() => grid.facts.includes('1 record could not be shown'));
    expect(grid.rows).to.have.length(2);
  });

  it('says that Report_Events are not saved, and why', async () => {
    const openStore = () => Promise.reject(new StoreError('blocked', 'Another page is in the way.'));
    const adapter = createMemoryBackend(floorSeed).adapter({ viewerId: 'sue' });
    const monitor = new ChatMonitor({ adapter, ports: { ...browserPorts(), openStore } });
    const root = await fixture<HTMLElement>(html`<div>${content}</div>`);
    const host = new MonitorHost(root, monitor);
    host.connect();
    monitor.start();
    const grid = new GridHarness(root.querySelector('chat-monitor-grid')!);
    await waitUntil(() => grid.facts.includes('1 problem saving Report_Events'));
    expect(grid.facts).not.to.contain('could not be shown');
    await clickOn(grid.element.shadowRoot!.querySelector('.faults')!);
    const list = grid.element.shadowRoot!.querySelector('.faults-list:popover-open')!;
    expect(list.textContent).to.contain('report-store').and.contain('Another page is in the way.');
    await expect(grid.element).to.be.accessible();
    host.disconnect();
    monitor.stop();
  });

  it('says that there is no backend, after a moment', async () => {
    const root = await fixture<HTMLElement>(html`<div>${content}</div>`);
    const grid = new GridHarness(root.querySelector('chat-monitor-grid')!);
    expect(grid.state).to.contain('Loading chats');
    await shows(grid, 'Not connected');
    const adapter = createMemoryBackend(floorSeed).adapter({ viewerId: 'sue' });
    const { disconnect } = connectChatMonitor({ adapter, root });
    await grid.ready(2);
    disconnect();
  });
});
