import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import { ChatMonitorGrid } from '../../../src/elements/chat-monitor-grid/chat-monitor-grid.js';
import * as columnTools from '../../../src/elements/chat-monitor-grid/column-tools.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';

describe('chat-monitor-grid: what changes columns comes after the rows', () => {
  const { loadColumnTools } = ChatMonitorGrid;
  const failure = 'The columns cannot be changed now. Reload the page to change them.';
  let floor: PageFloor;
  let grid: GridHarness;
  let loads: number;
  let arrive: () => void;
  let fail: (error: Error) => void;

  before(() => setViewport({ width: 1200, height: 700 }));
  after(() => setViewport({ width: 800, height: 600 }));

  beforeEach(async () => {
    loads = 0;
    ChatMonitorGrid.loadColumnTools = () => {
      loads += 1;
      return new Promise((resolve, reject) => {
        arrive = () => resolve(columnTools);
        fail = reject;
      });
    };
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`);
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    floor.root.style.width = '1100px';
    await grid.ready();
  });

  afterEach(() => {
    floor.disconnect();
    ChatMonitorGrid.loadColumnTools = loadColumnTools;
  });

  async function widen(): Promise<void> {
    await sendKeys({ down: 'Alt' });
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ up: 'Alt' });
  }

  it('is loaded once, when somebody comes near a header', async () => {
    expect(loads).to.equal(0);
    grid.header('agent').querySelector('button')!.focus();
    await clickOn(grid.columnsButton);
    expect(loads).to.equal(1);
  });

  it('moves nothing when it comes', async () => {
    const lefts = (): number[] =>
      grid.columns
        .slice(1, -1)
        .map((column) => grid.header(column).querySelector('.cut')!.getBoundingClientRect().left);
    const before = lefts();
    grid.header('agent').querySelector('button')!.focus();
    arrive();
    await waitUntil(() => getComputedStyle(grid.edge('agent')).cursor === 'col-resize');
    expect(lefts()).to.deep.equal(before);
  });

  it('opens the list when it comes, with nothing to see before', async () => {
    await clickOn(grid.columnsButton);
    expect(grid.columnList.checkVisibility()).to.be.false;
    arrive();
    await waitUntil(() => grid.control('assist')?.checkVisibility());
  });

  it('does what a key asked for when it comes', async () => {
    const width = grid.width('agent');
    grid.header('agent').querySelector('button')!.focus();
    await widen();
    expect(grid.width('agent')).to.equal(width);
    arrive();
    await waitUntil(() => grid.width('agent') === width + 16);
  });

  it('says so where it cannot be loaded, to whoever wants to use it', async () => {
    grid.header('agent').querySelector('button')!.focus();
    fail(new Error('404'));
    await nextFrame();
    expect(grid.toast).to.equal('');
    await widen();
    await waitUntil(() => grid.toast === failure);
  });

  it('leaves no empty list open where it cannot be loaded', async () => {
    await clickOn(grid.columnsButton);
    fail(new Error('404'));
    await waitUntil(() => grid.toast === failure);
    expect(grid.columnList.matches(':popover-open')).to.be.false;
  });
});
