import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import type { ColumnKey } from '../../../src/elements/chat-monitor-grid/columns.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

const all = ['assist', 'requester', 'status', 'agent', 'company', 'queue', 'queueTime', 'sessionTime', 'actions'];

describe('chat-monitor-grid: order of columns', () => {
  let floor: PageFloor;
  let grid: GridHarness;
  let told: (readonly ColumnKey[])[];

  before(() => setViewport({ width: 1200, height: 700 }));
  after(() => setViewport({ width: 800, height: 600 }));

  beforeEach(async () => {
    await sendMouse({ type: 'move', position: [1, 690] });
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: variedSeed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    floor.root.style.width = '1100px';
    await grid.ready(5);
    await grid.pointAtHeaders();
    told = [];
    floor.root.addEventListener('grid-columns-change', ({ detail }) => told.push(detail.columns));
  });

  afterEach(async () => {
    await resetMouse();
    floor.disconnect();
  });

  const middle = (column: string): [number, number] => {
    const { left, top, width, height } = grid.header(column).getBoundingClientRect();
    return [Math.round(left + width / 2), Math.round(top + height / 2)];
  };
  const mark = (): HTMLElement | null => grid.element.shadowRoot!.querySelector('.drop-mark:not([hidden])');

  /** Holds a header, and moves it to a place in sight. */
  async function drag(column: string, to: [number, number]): Promise<void> {
    const from = middle(column);
    await sendMouse({ type: 'move', position: from });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [Math.round((from[0] + to[0]) / 2), from[1]] });
    await sendMouse({ type: 'move', position: to });
    await nextFrame();
  }

  async function drop(): Promise<void> {
    await sendMouse({ type: 'up' });
    await grid.element.updateComplete;
  }

  async function pressInHeader(column: string, key: string): Promise<void> {
    grid.header(column).querySelector('button')!.focus();
    await sendKeys({ down: 'Control' });
    await sendKeys({ down: 'Shift' });
    await sendKeys({ press: key });
    await sendKeys({ up: 'Shift' });
    await sendKeys({ up: 'Control' });
    await grid.element.updateComplete;
  }

  it('changes by dragging a header, which shows where it will be', async () => {
    const [x, y] = middle('status');
    await drag('queue', [x - 20, y]);
    expect(mark()!.getBoundingClientRect().left).to.be.closeTo(grid.header('status').getBoundingClientRect().left, 2);
    await drop();
    const order = all.toSpliced(5, 1).toSpliced(2, 0, 'queue');
    expect(grid.columns).to.deep.equal(order);
    expect(told).to.deep.equal([order]);
    expect(floor.monitor.preferences.get('grid.columns')).to.deep.include({ order });
    expect(grid.announced).to.equal('Support queue is column 3 now');
    expect(mark() === null).to.be.true;
  });

  it('does not sort by a header that was dragged, and sorts by one that was pressed', async () => {
    const [x, y] = middle('queue');
    await drag('agent', [x + 20, y]);
    await drop();
    expect(grid.header('agent').ariaSort).to.be.null;
    await clickOn(grid.header('agent').querySelector('button')!);
    await waitUntil(() => grid.header('agent').ariaSort === 'ascending');
  });

  it('stays within the first and the last column', async () => {
    const [x, y] = middle('actions');
    await drag('status', [x + 15, y]);
    await drop();
    expect(grid.columns.slice(-2)).to.deep.equal(['status', 'actions']);
    await drag('status', [1, y]);
    await drop();
    expect(grid.columns.slice(0, 2)).to.deep.equal(['assist', 'status']);
  });

  it('is as before after Escape, and where a header is dropped beside itself', async () => {
    const [x, y] = middle('queue');
    await drag('agent', [x + 20, y]);
    await sendKeys({ press: 'Escape' });
    expect(mark() === null).to.be.true;
    await drop();
    const { left } = grid.header('company').getBoundingClientRect();
    await drag('agent', [Math.round(left + 10), y]);
    expect(mark() === null).to.be.true;
    await drop();
    expect(grid.columns).to.deep.equal(all);
    expect(told).to.be.empty;
  });

  it('changes with Ctrl+Shift and arrows in a header, which takes the focus along', async () => {
    await pressInHeader('agent', 'ArrowRight');
    expect(grid.columns).to.deep.equal(all.toSpliced(3, 2, 'company', 'agent'));
    expect(grid.focusedCell).to.equal('agent of header');
    expect(grid.announced).to.equal('Agent is column 5 now');
    await pressInHeader('agent', 'ArrowLeft');
    expect(grid.columns).to.deep.equal(all);
    await pressInHeader('requester', 'ArrowLeft');
    await pressInHeader('sessionTime', 'ArrowRight');
    expect(grid.columns).to.deep.equal(all);
    expect(told).to.have.length(2);
  });

  it('passes over columns that are hidden', async () => {
    floor.monitor.preferences.set('grid.columns', { order: all, hidden: ['company'] });
    await grid.element.updateComplete;
    await pressInHeader('agent', 'ArrowRight');
    expect(grid.columns).to.deep.equal(['assist', 'requester', 'status', 'queue', 'agent', ...all.slice(6)]);
    expect(grid.announced).to.equal('Agent is column 6 now');
  });

  it('goes the other way from right to left', async () => {
    floor.root.dir = 'rtl';
    await pressInHeader('agent', 'ArrowLeft');
    expect(grid.columns).to.deep.equal(all.toSpliced(3, 2, 'company', 'agent'));
    const { right, top } = grid.header('requester').getBoundingClientRect();
    await drag('agent', [Math.round(right - 10), Math.round(top + 10)]);
    expect(mark()!.getBoundingClientRect().left).to.be.closeTo(right, 2);
    await drop();
    expect(grid.columns.slice(0, 3)).to.deep.equal(['assist', 'agent', 'requester']);
  });
});
