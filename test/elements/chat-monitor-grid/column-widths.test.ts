import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import type {
  GridColumnsChangeDetail,
  GridColumnsChangeEvent,
} from '../../../src/elements/shared/events/grid-columns-change-event.js';
import { pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

describe('chat-monitor-grid: widths of columns', () => {
  let floor: PageFloor;
  let grid: GridHarness;
  let told: GridColumnsChangeDetail[];

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
    floor.root.addEventListener('grid-columns-change', ({ detail }: GridColumnsChangeEvent) => told.push(detail));
  });

  afterEach(async () => {
    await resetMouse();
    floor.disconnect();
  });

  const endOf = (column: string): number => {
    const { left, right } = grid.edge(column).getBoundingClientRect();
    return Math.round((left + right) / 2);
  };
  const middle = (): number => Math.round(grid.header('agent').getBoundingClientRect().top + 12);
  const gridWidth = (): number =>
    grid.columns.reduce((sum, column) => sum + grid.header(column).getBoundingClientRect().width, 0);

  /** Holds the edge of a column, and moves it by so many px. */
  async function drag(column: string, by: number): Promise<void> {
    const x = endOf(column);
    await sendMouse({ type: 'move', position: [x, middle()] });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [x + Math.round(by / 2), middle()] });
    await sendMouse({ type: 'move', position: [x + by, middle() + 40] });
    await nextFrame();
  }

  async function drop(): Promise<void> {
    await sendMouse({ type: 'up' });
    await grid.element.updateComplete;
  }

  async function pressInHeader(column: string, ...keys: string[]): Promise<void> {
    grid.header(column).querySelector('button')!.focus();
    for (const key of keys) {
      await sendKeys({ down: 'Alt' });
      await sendKeys({ press: key });
      await sendKeys({ up: 'Alt' });
    }
    await grid.element.updateComplete;
  }

  it('follow the pointer that drags an edge: those behind it give way, and nothing before it moves', async () => {
    const before = [grid.width('requester'), grid.width('status'), grid.width('agent')];
    const total = gridWidth();
    const edge = endOf('agent');
    await drag('agent', 60);
    expect(endOf('agent')).to.be.closeTo(edge + 60, 1);
    expect(told).to.be.empty;
    await drop();
    expect([grid.width('requester'), grid.width('status')]).to.deep.equal(before.slice(0, 2));
    expect(grid.width('agent')).to.be.closeTo(before[2]! + 60, 1);
    expect(grid.width('company') / grid.width('queue')).to.be.closeTo(1.1 / 1.3, 0.02);
    expect(gridWidth()).to.be.closeTo(total, 0.1);
    expect(grid.cell('Sol Soon', 'agent').getBoundingClientRect().width).to.be.closeTo(before[2]! + 60, 1);
  });

  it('are kept, and told', async () => {
    await drag('agent', -30);
    await drop();
    const { widths, columns } = told[0]!;
    expect(widths.agent).to.equal(grid.width('agent'));
    expect(columns).to.deep.equal(grid.columns);
    expect(floor.monitor.preferences.get('grid.columns')).to.deep.include({ widths });
    expect(grid.announced).to.equal(`Agent: ${widths.agent} pixels wide`);
  });

  it('leave 56 px to each column', async () => {
    await drag('agent', -500);
    expect(grid.width('agent')).to.equal(56);
    await drop();
    await drag('requester', 900);
    await drop();
    for (const column of ['status', 'company', 'queue']) expect(grid.width(column), column).to.be.at.least(56);
    expect(grid.header('actions').getBoundingClientRect().right).to.be.closeTo(
      grid.header('actions').parentElement!.getBoundingClientRect().right,
      0.5,
    );
  });

  it('of a column with no flexible one behind it change with those of its neighbour', async () => {
    const both = grid.width('queueTime') + grid.width('sessionTime');
    const queueTime = grid.width('queueTime');
    await drag('queueTime', 20);
    await drop();
    expect(grid.width('queueTime')).to.be.closeTo(queueTime + 20, 1);
    expect(grid.width('queueTime') + grid.width('sessionTime')).to.be.closeTo(both, 1);
  });

  it('still follow the pointer where all columns have one and the grid has grown', async () => {
    floor.monitor.preferences.set('grid.columns', {
      widths: { requester: 200, status: 100, agent: 100, company: 100, queue: 100, queueTime: 90, sessionTime: 90 },
    });
    await grid.element.updateComplete;
    const [status, agent, total] = [grid.width('status'), grid.width('agent'), gridWidth()];
    await drag('status', 40);
    await drop();
    expect(grid.width('status')).to.be.closeTo(status + 40, 2);
    expect(grid.width('agent')).to.be.closeTo(agent - 40, 2);
    expect(gridWidth()).to.be.closeTo(total, 0.1);
  });

  it('are as before after Escape, and after a press that moved nothing', async () => {
    const before = grid.width('agent');
    await drag('agent', 60);
    await sendKeys({ press: 'Escape' });
    expect(grid.width('agent')).to.equal(before);
    await drop();
    await drag('agent', 0);
    await drop();
    expect(grid.width('agent')).to.equal(before);
    expect(grid.header('agent').ariaSort).to.be.null;
    expect(told).to.be.empty;
  });

  it('stay while numbers change in the middle of a drag', async () => {
    await drag('agent', 60);
    const width = grid.width('agent');
    floor.backend.control.end('late');
    await waitUntil(() => grid.facts === '4 chats');
    await grid.element.updateComplete;
    expect(grid.width('agent')).to.equal(width);
    await drop();
  });

  it('are usual again after a double press of the edge', async () => {
    await drag('agent', 60);
    await drop();
    // The driver of the pointer knows single presses only.
    grid.edge('agent').dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await grid.element.updateComplete;
    expect(told.at(-1)!.widths).not.to.have.property('agent');
    expect(grid.announced).to.equal('Agent has its usual width');
  });

  it('change with Alt and arrows in a header, and say how wide it is', async () => {
    const before = grid.width('agent');
    const heard: string[] = [];
    const listener = ({ key, defaultPrevented }: KeyboardEvent): void => void (defaultPrevented || heard.push(key));
    window.addEventListener('keydown', listener);
    await pressInHeader('agent', 'ArrowRight', 'ArrowRight');
    window.removeEventListener('keydown', listener);
    expect(heard, 'would leave the page').not.to.include('ArrowRight');
    expect(grid.width('agent')).to.be.closeTo(before + 32, 1);
    expect(grid.announced).to.equal(`Agent: ${grid.width('agent')} pixels wide`);
    await pressInHeader('agent', 'ArrowLeft');
    expect(grid.width('agent')).to.be.closeTo(before + 16, 1);
    expect(grid.focusedCell).to.equal('agent of header');
    expect(told).to.have.length(3);
  });

  it('are told only when they change', async () => {
    floor.monitor.preferences.set('grid.columns', { widths: { requester: 56 } });
    await pressInHeader('requester', 'ArrowLeft');
    expect(grid.width('requester')).to.equal(56);
    expect(told).to.be.empty;
  });

  it('of the last column change by keys too, at the cost of those before it', async () => {
    const [before, total] = [grid.width('sessionTime'), gridWidth()];
    await pressInHeader('sessionTime', 'ArrowRight');
    expect(grid.width('sessionTime')).to.be.closeTo(before + 16, 1);
    expect(gridWidth()).to.be.closeTo(total, 0.1);
  });

  it('go the other way from right to left', async () => {
    floor.root.dir = 'rtl';
    const before = grid.width('agent');
    await drag('agent', -40);
    await drop();
    expect(grid.width('agent')).to.be.closeTo(before + 40, 1);
    await pressInHeader('agent', 'ArrowLeft');
    expect(grid.width('agent')).to.be.closeTo(before + 56, 1);
  });

  it('let a header that is cut be read whole', async () => {
    await drag('company', -200);
    await drop();
    grid.header('status').querySelector('button')!.focus();
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'ArrowRight' });
    expect(grid.focusedCell).to.equal('company of header');
    expect(grid.tip).to.equal('Company');
  });
});
