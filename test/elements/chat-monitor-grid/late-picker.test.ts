import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { ChatMonitorGrid } from '../../../src/elements/chat-monitor-grid/chat-monitor-grid.js';
import { press } from '../../harness/keys.js';
import { clickOn, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { longSeed } from './seeds.js';

/** The tag alone, without what its define file loads. */
customElements.define('chat-monitor-grid', ChatMonitorGrid);

describe('chat-monitor-grid: a row picker that comes when it is needed', () => {
  const { loadPicker } = ChatMonitorGrid;
  let floor: PageFloor;
  let grid: GridHarness;
  let asked: number;
  let arrive: () => Promise<void>;
  let fail: (error: Error) => void;

  beforeEach(async () => {
    asked = 0;
    const coming = new Promise<Awaited<ReturnType<typeof loadPicker>>>((resolve, reject) => {
      fail = reject;
      arrive = async () => resolve(await loadPicker());
    });
    ChatMonitorGrid.loadPicker = () => {
      asked += 1;
      return coming;
    };
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: longSeed(50) });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready();
    grid.cell('Person 00001', 'status').focus();
  });

  afterEach(() => {
    ChatMonitorGrid.loadPicker = loadPicker;
    floor.disconnect();
  });

  const toast = (): HTMLElement => grid.element.shadowRoot!.querySelector<HTMLElement>('.toast')!;

  it('is not asked for by moving and looking', async () => {
    await press('ArrowDown', 'Control+End', 'PageUp', 'Escape', 'Tab');
    await clickOn(grid.search);
    await press('a');
    expect(asked).to.equal(0);
  });

  it('does what was asked meanwhile, in its order', async () => {
    await press('Shift+ArrowDown', 'Control+Space', 'Shift+ArrowUp');
    await clickOn(grid.cell('Person 00004', 'status'));
    expect(asked).to.equal(1);
    await arrive();
    await waitUntil(() => grid.selectedNames.join() === 'Person 00004');
    await press('Shift+ArrowDown');
    expect(grid.selectedNames).to.deep.equal(['Person 00004', 'Person 00005']);
  });

  it('shows what the page has selected once it is there', async () => {
    grid.element.selected = ['c00002'];
    expect(asked).to.equal(1);
    await waitUntil(() => grid.row('Person 00002').ariaSelected === 'true');
    await arrive();
    await waitUntil(() => grid.selection === '1 selected');
  });

  it('says so once where it cannot be loaded, and the other keys work on', async () => {
    const heard: string[] = [];
    const hear = ({ key }: KeyboardEvent): void => void heard.push(key);
    await press('Shift+ArrowDown');
    fail(new Error('404'));
    await waitUntil(() => toast().matches(':popover-open'));
    expect(textOf(toast().querySelector('.toast-text'))).to.contain('could not be loaded');
    document.addEventListener('keydown', hear);
    await press('Shift+ArrowDown', 'ArrowDown', 'Control+ArrowRight', 'p', 'Control+Space');
    document.removeEventListener('keydown', hear);
    expect(grid.focusedCell).to.equal('actions of Person 00003');
    expect(heard).to.include('p').and.not.include('ArrowDown');
    await clickOn(grid.cell('Person 00002', 'status'));
    await nextFrame();
    expect(grid.element.selected).to.be.empty;
    expect(asked).to.equal(1);
    await press('Enter', 'ArrowDown');
    expect(grid.focusedCell).to.equal('status of Person 00003');
  });
});
