import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { ChatMonitorGrid } from '../../../src/elements/chat-monitor-grid/chat-monitor-grid.js';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import { connectChatMonitor } from '../../../src/connect.js';
import { floorSeed } from '../../harness/floor.js';
import { countLeases, pageFloor, textOf } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { longSeed } from './seeds.js';

describe('chat-monitor-grid: lifecycle', () => {
  it('takes properties set before it is upgraded, and its class registers nothing by itself', async () => {
    const root = await fixture<HTMLElement>(html`<div><chat-monitor-grid></chat-monitor-grid></div>`);
    const element = root.querySelector('chat-monitor-grid')!;
    Object.assign(element, { density: 'compact', rows: 5 });
    expect(customElements.get('chat-monitor-grid')).to.be.undefined;
    await import('../../../src/define/chat-monitor-grid.js');
    expect(element).to.be.instanceOf(ChatMonitorGrid);
    await element.updateComplete;
    expect(element.getAttribute('density')).to.equal('compact');
    const stage = element.shadowRoot!.querySelector('.stage')!;
    expect(stage.getBoundingClientRect().height).to.equal(5 * 28);
  });

  it('keeps scroll position, search and rows when it is moved', async () => {
    const floor = await pageFloor(
      html`<chat-monitor-grid></chat-monitor-grid>
        <section></section>`,
      {
        seed: longSeed(300),
      },
    );
    const grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready();
    await grid.scrollTo(3600);
    const inSight = (): string[] => grid.names.slice(2, 14);
    const names = inSight();
    floor.root.querySelector('section')!.append(grid.element);
    await nextFrame();
    await nextFrame();
    expect(grid.viewport.scrollTop).to.equal(3600);
    expect(inSight()).to.deep.equal(names);
    floor.disconnect();
  });

  it('holds the floor only while it is in the page', async () => {
    const floor = await pageFloor(html`<section></section>`);
    const leases = countLeases(floor.monitor);
    const element = document.createElement('chat-monitor-grid');
    floor.root.append(element);
    await waitUntil(() => leases().length > 0);
    expect(leases()).to.include('floor');
    element.remove();
    expect(leases()).to.be.empty;
    floor.root.append(element);
    await new GridHarness(element).ready(2);
    floor.disconnect();
  });

  it('leaves rows and monitor when the page part loses its backend', async () => {
    const floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`);
    const grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(2);
    floor.disconnect();
    await waitUntil(() => grid.rows.length === 0);
  });

  it('serves two parts of a page with a backend each', async () => {
    const root = await fixture<HTMLElement>(
      html`<div>
        <div id="a"><chat-monitor-grid></chat-monitor-grid></div>
        <div id="b"><chat-monitor-grid></chat-monitor-grid></div>
      </div>`,
    );
    const [a, b] = ['a', 'b'].map((id) => root.querySelector<HTMLElement>(`#${id}`)!);
    const rest = floorSeed.chats.slice(0, 1);
    const one = connectChatMonitor({
      adapter: createMemoryBackend(floorSeed).adapter({ viewerId: 'sue', id: crypto.randomUUID() }),
      root: a!,
    });
    const two = connectChatMonitor({
      adapter: createMemoryBackend({ ...floorSeed, chats: rest }).adapter({ viewerId: 'sue', id: crypto.randomUUID() }),
      root: b!,
    });
    await new GridHarness(a!.querySelector('chat-monitor-grid')!).ready(2);
    await new GridHarness(b!.querySelector('chat-monitor-grid')!).ready(1);
    one.disconnect();
    two.disconnect();
  });
});

describe('chat-monitor-grid: hostile texts', () => {
  it('shows markup as text, keeps directions apart, and cuts what is long', async () => {
    const markup = '<img src=x onerror="globalThis.broken = true">';
    const floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, {
      seed: {
        ...floorSeed,
        chats: [
          { id: 'markup', requester: { id: '1', name: markup }, issue: markup, companyId: 'acme', queueId: 'vpn' },
          { id: 'rtl', requester: { id: '2', name: 'abc\u202Edef' }, issue: 'plain', companyId: 'acme' },
          {
            id: 'long',
            requester: { id: '3', name: 'L'.repeat(10_000) },
            issue: 'x'.repeat(10_000),
            companyId: 'acme',
          },
        ],
      },
    });
    const grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(3);
    expect(grid.names).to.include(markup);
    expect(grid.element.shadowRoot!.querySelector('img')).to.be.null;
    const row = grid.rows.find((each) => textOf(each).startsWith('abc'))!;
    const [name, issue] = row.querySelectorAll('bdi');
    expect(name!.getBoundingClientRect().right).to.be.at.most(issue!.getBoundingClientRect().left + 1);
    expect(grid.viewport.scrollWidth).to.equal(grid.viewport.clientWidth);
    expect(new Set(grid.rows.map((each) => each.getBoundingClientRect().height)).size).to.equal(1);
    expect((globalThis as { broken?: boolean }).broken).to.be.undefined;
    floor.disconnect();
  });
});
