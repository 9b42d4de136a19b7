import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

const all = ['assist', 'requester', 'status', 'agent', 'company', 'queue', 'queueTime', 'sessionTime', 'actions'];

describe('chat-monitor-grid: columns', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  async function open(content = html`<chat-monitor-grid></chat-monitor-grid>`): Promise<void> {
    floor = await pageFloor(content, { seed: variedSeed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    floor.root.style.width = '1100px';
    await grid.ready(5);
  }

  async function prefer(columns: object | undefined): Promise<void> {
    floor.monitor.preferences.set('grid.columns', columns);
    await grid.element.updateComplete;
  }

  afterEach(() => floor.disconnect());

  const cells = (row: Element): string[] => [...row.querySelectorAll('.cell')].map((cell) => cell.classList[1]!);
  const places = (row: Element): number[] =>
    [...row.querySelectorAll('.cell')].map((cell) => Number(cell.getAttribute('aria-colindex')));

  it('are all of them, in the order of the dashboard', async () => {
    await open();
    expect(grid.columns).to.deep.equal(all);
    expect(places(grid.rows[0]!)).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('are those that the page names, in its order, until the viewer has others', async () => {
    await open(html`<chat-monitor-grid columns="queueTime requester agent"></chat-monitor-grid>`);
    const shown = ['queueTime', 'requester', 'agent', 'actions'];
    expect(grid.columns).to.deep.equal(shown);
    for (const row of grid.rows) expect(cells(row)).to.deep.equal(shown);
    grid.element.columns = 'agent assist requester';
    await grid.element.updateComplete;
    expect(grid.columns).to.deep.equal(['assist', 'agent', 'requester', 'actions']);
    await prefer({ order: all, hidden: ['company', 'status'] });
    expect(grid.columns).to.deep.equal(all.filter((key) => key !== 'company' && key !== 'status'));
    grid.element.columns = 'agent';
    await grid.element.updateComplete;
    expect(grid.columns).to.have.length(7);
  });

  it('are all there for the keys, with the one that has a place since another was hidden', async () => {
    await open();
    floor.root.style.width = '800px';
    await waitUntil(() => !grid.header('company').checkVisibility());
    grid.cell('Fred Fresh', 'agent').focus();
    await nextFrame();
    await nextFrame();
    const key = (name: string): unknown =>
      grid.cell('Fred Fresh', 'status').dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
    key('ArrowRight');
    expect(grid.focusedCell).to.equal('queue of Fred Fresh');
    await prefer({ order: all, hidden: ['sessionTime'] });
    // At once, before anything else could tell that there is a place now.
    key('ArrowLeft');
    expect(grid.focusedCell).to.equal('company of Fred Fresh');
  });

  it('say once what is no column', async () => {
    const { warn } = console;
    const warnings: string[] = [];
    console.warn = (text: string) => warnings.push(text);
    await open(html`<chat-monitor-grid columns="region agent region"></chat-monitor-grid>`);
    grid.element.columns = 'region status';
    await grid.element.updateComplete;
    console.warn = warn;
    expect(warnings).to.deep.equal(['<chat-monitor-grid>: there is no column "region".']);
    expect(grid.columns).to.deep.equal(['requester', 'status', 'actions']);
  });

  it('stand in the tree as on the screen, and count hidden ones for screen readers', async () => {
    await open();
    await prefer({ order: ['queue', 'requester', 'agent', 'status'], hidden: ['agent', 'assist'] });
    const shown = ['queue', 'queueTime', 'sessionTime', 'requester', 'company', 'status', 'actions'];
    expect(grid.columns).to.deep.equal(shown);
    const root = grid.element.shadowRoot!.querySelector('[role=grid]')!;
    expect(root.getAttribute('aria-colcount')).to.equal('9');
    for (const row of [root.querySelector('.head')!, ...grid.rows]) {
      expect(cells(row)).to.deep.equal(shown);
      expect(places(row)).to.deep.equal([2, 3, 4, 5, 7, 8, 9]);
      const lefts = [...row.querySelectorAll('.cell')].map((cell) => cell.getBoundingClientRect().left);
      expect(lefts).to.deep.equal(lefts.toSorted((a, b) => a - b));
    }
    expect(grid.text('Hana Handled', 'queue')).to.equal('VPN');
    await expect(grid.element).to.be.accessible();
  });

  it('have the same widths in header and rows', async () => {
    await open();
    await prefer({ widths: { agent: 222 } });
    expect(grid.header('agent').getBoundingClientRect().width).to.equal(222);
    for (const key of all) {
      const { left, width } = grid.header(key).getBoundingClientRect();
      const cell = grid.cell('Sol Soon', key).getBoundingClientRect();
      expect([cell.left, cell.width], key).to.deep.equal([left, width]);
    }
  });

  it('are gone over in their order by the keyboard, which stays in its column when they change', async () => {
    await open();
    grid.cell('Sol Soon', 'queue').focus();
    await prefer({ order: ['queue', 'requester'] });
    expect(grid.focusedCell).to.equal('queue of Sol Soon');
    await sendKeys({ press: 'ArrowLeft' });
    expect(grid.focusedCell).to.equal('assist of Sol Soon');
    await sendKeys({ press: 'End' });
    await sendKeys({ press: 'ArrowLeft' });
    expect(grid.focusedCell).to.equal('company of Sol Soon');
    await prefer({ hidden: ['company'], order: all });
    expect(grid.focusedCell).to.equal('requester of Sol Soon');
    grid.header('status').querySelector('button')!.focus();
    await prefer({ order: ['requester', 'agent', 'queue', 'status'] });
    expect(grid.focusedCell).to.equal('status of header');
    await sendKeys({ press: 'ArrowDown' });
    expect(grid.focusedCell).to.equal('status of Hugo Help');
  });

  it('that are hidden are so in the narrow layouts too, which have an order of their own', async () => {
    await open();
    await prefer({ order: ['queue', 'agent', 'status', 'requester'], hidden: ['assist'] });
    const box = (key: string): DOMRect => grid.cell('Hana Handled', key).getBoundingClientRect();
    for (const width of [600, 380]) {
      floor.root.style.width = `${width}px`;
      await waitUntil(() => !grid.header('requester').checkVisibility());
      await nextFrame();
      const row = grid.row('Hana Handled').getBoundingClientRect();
      expect(box('requester').left - row.left, 'no place is kept for the flag').to.be.below(10);
      expect(box('status').left - row.left).to.be.below(10);
      expect(box('status').top).to.be.greaterThan(box('requester').top);
      expect(box('agent').left).to.be.greaterThan(box('status').left);
      if (width === 600) expect(box('queue').left).to.be.greaterThan(box('agent').left);
      expect(box('actions').right).to.be.closeTo(row.right, 1);
      expect(box('sessionTime').top).to.be.below(box('status').top);
    }
    await prefer({ order: ['agent'], hidden: ['status', 'sessionTime', 'queueTime'] });
    for (const width of [380, 600]) {
      floor.root.style.width = `${width}px`;
      await nextFrame();
      expect(box('agent').top, 'not in the place of a time').to.be.greaterThan(box('requester').top);
      expect(box('agent').left).to.be.closeTo(box('requester').left, 1);
    }
  });

  it('have no room for the company below 960 px, unless others are hidden', async () => {
    await open();
    floor.root.style.width = '900px';
    await waitUntil(() => !grid.header('company').checkVisibility());
    expect(grid.cell('Sol Soon', 'actions').getBoundingClientRect().width).to.equal(40);
    await prefer({ order: all, hidden: ['agent'] });
    expect(grid.header('company').checkVisibility()).to.be.true;
    const { right } = grid.header('actions').getBoundingClientRect();
    expect(right).to.be.closeTo(grid.header('actions').parentElement!.getBoundingClientRect().right, 1);
  });

  it('keep what can be done with a chat within reach, whatever is hidden', async () => {
    await open();
    await prefer({ order: all, hidden: all });
    expect(grid.columns).to.deep.equal(['requester', 'actions']);
    await clickOn(grid.cell('Sol Soon', 'actions').querySelector('button')!);
    await waitUntil(() => grid.menu.matches(':popover-open'));
  });
});
