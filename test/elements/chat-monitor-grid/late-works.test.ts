import { expect, html, waitUntil } from '@open-wc/testing';
import { ChatMonitorGrid } from '../../../src/elements/chat-monitor-grid/chat-monitor-grid.js';
import { pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { longSeed } from './seeds.js';

/** The tag alone, without what its define file loads. */
customElements.define('chat-monitor-grid', ChatMonitorGrid);

describe('chat-monitor-grid: what makes it work comes after its rows', () => {
  const { loadWorks } = ChatMonitorGrid;
  let floor: PageFloor;
  let grid: GridHarness;
  let arrive: () => Promise<void>;
  let fail: (error: Error) => void;

  beforeEach(async () => {
    const coming = new Promise<Awaited<ReturnType<typeof loadWorks>>>((resolve, reject) => {
      fail = reject;
      arrive = async () => resolve(await loadWorks());
    });
    ChatMonitorGrid.loadWorks = () => coming;
    floor = await pageFloor(html`<chat-monitor-grid .selected=${['c00003']}></chat-monitor-grid>`, {
      seed: longSeed(50),
    });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await waitUntil(() => grid.rows.length > 0);
  });

  afterEach(() => {
    ChatMonitorGrid.loadWorks = loadWorks;
    floor.disconnect();
  });

  const search = (text: string): void => {
    grid.search.value = text;
    grid.search.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };

  it('shows the rows meanwhile, and then does what was asked for', async () => {
    expect(grid.names[3]).to.equal('Person 00003');
    search('00003');
    expect(grid.element.selected).to.deep.equal(['c00003']);
    expect(grid.names.length).to.be.above(1);
    await arrive();
    await waitUntil(() => grid.names.length === 1);
    expect(grid.selectedNames).to.deep.equal(['Person 00003']);
    const stop = grid.cell('Person 00003', 'requester');
    expect(stop.tabIndex).to.equal(0);
  });

  it('shows the rows without it, and says what is missing', async () => {
    fail(new Error('404'));
    const toast = grid.element.shadowRoot!.querySelector<HTMLElement>('.toast')!;
    await waitUntil(() => toast.matches(':popover-open'));
    expect(textOf(toast)).to.include('Keys and menus could not be loaded.');
    floor.backend.control.write('c00001', 'Hello?');
    expect(grid.names[0]).to.equal('Person 00000');
  });
});
