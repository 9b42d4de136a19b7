import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import '../../../src/define/chat-monitor-grid.js';
import { pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { longSeed } from './seeds.js';

const count = 10_000;

describe('chat-monitor-grid: many chats', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  before(async () => {
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: longSeed(count) });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
  });

  beforeEach(async () => {
    // A fixture lives for one test.
    document.body.append(floor.root);
    await waitUntil(() => grid.rows[0]?.getBoundingClientRect().height === 36, 'rows should come', { timeout: 10_000 });
    await grid.scrollTo(0);
  });

  afterEach(() => {
    floor.root.removeAttribute('style');
    grid.element.removeAttribute('style');
  });

  after(() => {
    floor.disconnect();
    floor.root.remove();
  });

  it('has only the rows in sight in the page', async () => {
    expect(grid.rows.length).to.be.within(12, 34);
    expect(grid.names[0]).to.equal('Person 00000');
    await grid.scrollTo(5000 * 36);
    expect(grid.rows.length).to.be.within(12, 34);
  });

  it('shows the right rows wherever it is scrolled to', async () => {
    for (const index of [0, 17, 4321, 9980]) {
      await grid.scrollTo(index * 36);
      const row = grid.row(`Person ${String(index).padStart(5, '0')}`);
      expect(grid.indexOf(row), String(index)).to.equal(index + 2);
      expect(grid.isInSight(row), String(index)).to.be.true;
    }
    await grid.scrollTo(1e9);
    expect(grid.isInSight(grid.row('Person 09999'))).to.be.true;
  });

  it('has the rows in their order in the tree, once they rest', async () => {
    await grid.scrollTo(1234 * 36);
    await grid.scrollTo(1230 * 36);
    const inTree = (): Element[] => [...grid.element.shadowRoot!.querySelectorAll('.content > .row')];
    await waitUntil(() => inTree().every((row, at) => row === grid.rows[at]), 'the tree follows', { timeout: 4000 });
  });

  it('touches no row for a change of a chat that is out of sight', async () => {
    const touched: MutationRecord[] = [];
    const now = Date.now();
    // The second hand may move in between; its texts are not what this is about.
    const observer = new MutationObserver((records) => touched.push(...records));
    observer.observe(grid.element.shadowRoot!.querySelector('.content')!, { childList: true, subtree: true });
    floor.backend.control.write('c09000', 'Hello?');
    await waitUntil(() => (floor.monitor.chat('c09000')?.messageCount ?? 0) > 0);
    await nextFrame();
    observer.disconnect();
    expect(touched).to.be.empty;
    expect(Date.now() - now).to.be.below(5000);
  });

  it('comes back from no height at all', async () => {
    await grid.scrollTo(3600);
    const { style } = grid.element;
    style.display = 'none';
    await nextFrame();
    await nextFrame();
    style.display = '';
    await waitUntil(() => grid.rows.length > 12);
    style.height = '0';
    await nextFrame();
    await nextFrame();
    style.height = '400px';
    await waitUntil(() => grid.rows.some((row) => grid.isInSight(row)));
    expect(grid.element.getBoundingClientRect().height).to.equal(400);
  });

  it('takes cards for lines where it is narrow, without a bar below', async () => {
    floor.root.style.width = '350px';
    await waitUntil(() => grid.rows[0]!.getBoundingClientRect().height > 60);
    await nextFrame();
    expect(grid.viewport.scrollWidth).to.equal(grid.viewport.clientWidth);
    const [first, second] = grid.rows;
    expect(second!.getBoundingClientRect().top).to.be.closeTo(first!.getBoundingClientRect().bottom, 1);
  });

  it('is right after thousands of changes', async () => {
    await floor.backend.control.burst({ changes: 3000, seed: 7 });
    const view = floor.monitor.createView({ list: 'floor' });
    await waitUntil(() => grid.facts === `${view.total.toLocaleString('en')} chats`);
    view.dispose();
    await nextFrame();
    for (const row of grid.rows) expect(row.querySelectorAll('.cell')).to.have.length(9);
    const offsets = grid.rows.map((row) => Math.round(row.getBoundingClientRect().top));
    offsets.slice(1).forEach((top, index) => {
      expect(top - offsets[index]!).to.equal(36);
    });
  });
});
