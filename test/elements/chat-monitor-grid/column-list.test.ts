import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import type { ColumnKey } from '../../../src/elements/chat-monitor-grid/columns.js';
import { clickOn, focused, pageFloor, still, textOf, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

const all = ['assist', 'requester', 'status', 'agent', 'company', 'queue', 'queueTime', 'sessionTime', 'actions'];

describe('chat-monitor-grid: list of columns', () => {
  let floor: PageFloor;
  let grid: GridHarness;
  let told: (readonly ColumnKey[])[];

  before(() => setViewport({ width: 1200, height: 700 }));
  after(() => setViewport({ width: 800, height: 600 }));

  async function open(content = html`<chat-monitor-grid></chat-monitor-grid>`, width = '1100px'): Promise<void> {
    floor = await pageFloor(content, { seed: variedSeed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    floor.root.style.width = width;
    await grid.ready(5);
    told = [];
    floor.root.addEventListener('grid-columns-change', ({ detail }) => told.push(detail.columns));
    await openList();
  }

  async function openList(): Promise<void> {
    await clickOn(grid.columnsButton);
    await waitUntil(() => grid.focusedControl === 'assist input', 'the list should have the focus');
  }

  async function press(key: string, withAlt = false): Promise<void> {
    if (withAlt) await sendKeys({ down: 'Alt' });
    await sendKeys({ press: key });
    if (withAlt) await sendKeys({ up: 'Alt' });
    await grid.element.updateComplete;
  }

  afterEach(() => floor.disconnect());

  it('has all columns in their order', async () => {
    await open(html`<chat-monitor-grid columns="agent requester status"></chat-monitor-grid>`);
    const entries = [...grid.columnList.querySelectorAll<HTMLElement>('li')];
    expect(entries.map((entry) => [entry.dataset['column'], entry.querySelector('input')!.checked])).to.deep.equal([
      ['assist', false],
      ['agent', true],
      ['company', false],
      ['queue', false],
      ['queueTime', false],
      ['sessionTime', false],
      ['requester', true],
      ['status', true],
      ['actions', true],
    ]);
    await still(grid.element);
    await expect(grid.element).to.be.accessible();
  });

  it('hides and shows a column', async () => {
    await open();
    await clickOn(grid.control('company'));
    await grid.element.updateComplete;
    expect(grid.columns).to.deep.equal(all.filter((key) => key !== 'company'));
    await clickOn(grid.control('company'));
    await grid.element.updateComplete;
    expect(grid.columns).to.deep.equal(all);
    expect(told).to.deep.equal([all.filter((key) => key !== 'company'), all]);
    expect(floor.monitor.preferences.get('grid.columns')).to.deep.equal({ order: all, hidden: [], widths: {} });
  });

  it('does not hide the requester, nor what can be done', async () => {
    await open();
    for (const key of ['requester', 'actions']) {
      expect(grid.control(key).ariaDisabled).to.equal('true');
      await clickOn(grid.control(key));
      expect(grid.control(key).checked).to.be.true;
    }
    expect(grid.columns).to.deep.equal(all);
    expect(told).to.be.empty;
  });

  it('moves columns up and down with buttons, as far as they can go, with the focus on them', async () => {
    await open();
    await clickOn(grid.control('agent', '.up'));
    await grid.element.updateComplete;
    expect(grid.columns.slice(1, 4)).to.deep.equal(['requester', 'agent', 'status']);
    expect(grid.announced).to.equal('Agent is column 3 now');
    expect(grid.focusedControl).to.equal('agent .up');
    await press('Enter');
    expect(grid.columns.slice(1, 4)).to.deep.equal(['agent', 'requester', 'status']);
    expect(grid.focusedControl).to.equal('agent .up');
    expect(grid.control('agent', '.up').ariaDisabled).to.equal('true');
    await press('Enter');
    expect(told).to.have.length(2);
    await clickOn(grid.control('agent', '.down'));
    await grid.element.updateComplete;
    expect(grid.columns.slice(1, 4)).to.deep.equal(['requester', 'agent', 'status']);
    expect(grid.control('sessionTime', '.down').ariaDisabled).to.equal('true');
    expect(grid.columnList.querySelectorAll('.up')).to.have.length(7);
  });

  it('is gone through by arrows, which with Alt take a column along', async () => {
    await open();
    await press('ArrowDown');
    await press('ArrowDown');
    expect(grid.focusedControl).to.equal('status input');
    await press('ArrowDown', true);
    expect(grid.columns.slice(2, 4)).to.deep.equal(['agent', 'status']);
    expect(grid.focusedControl).to.equal('status input');
    await press('ArrowUp', true);
    await press('ArrowUp', true);
    expect(grid.columns.slice(1, 3)).to.deep.equal(['status', 'requester']);
    await press('ArrowUp', true);
    expect(grid.columns.slice(0, 2)).to.deep.equal(['assist', 'status']);
    await press('Space');
    expect(grid.columns[1]).to.equal('requester');
    await press('ArrowUp');
    expect(grid.focusedControl).to.equal('assist input');
    await press('ArrowUp');
    await press('ArrowDown', true);
    expect(grid.focusedControl).to.equal('assist input');
    expect(grid.columns[0]).to.equal('assist');
  });

  it('goes back to what the page has chosen', async () => {
    await open(html`<chat-monitor-grid columns="agent requester status"></chat-monitor-grid>`);
    floor.monitor.preferences.set('grid.columns', { order: all, hidden: [], widths: { agent: 99 } });
    await grid.element.updateComplete;
    const reset = [...grid.columnList.querySelectorAll('button')].at(-1)!;
    expect(textOf(reset)).to.equal('Reset columns');
    await clickOn(reset);
    await grid.element.updateComplete;
    expect(grid.columns).to.deep.equal(['agent', 'requester', 'status', 'actions']);
    expect(grid.width('agent')).not.to.equal(99);
    expect(grid.control('company').checked).to.be.false;
    expect(told.at(-1)).to.deep.equal(['agent', 'requester', 'status', 'actions']);
    expect(grid.announced).to.equal('The columns are as they were at first');
    await clickOn(reset);
    expect(told).to.have.length(1);
  });

  it('closes with Escape, which the page does not see, and gives the focus back', async () => {
    await open();
    const heard: string[] = [];
    const listener = ({ key }: KeyboardEvent): void => void heard.push(key);
    document.addEventListener('keydown', listener);
    await press('Escape');
    document.removeEventListener('keydown', listener);
    expect(grid.columnList.matches(':popover-open')).to.be.false;
    expect(focused() === grid.columnsButton).to.be.true;
    expect(heard).to.be.empty;
  });

  it('says which column has no room at this width', async () => {
    await open(undefined, '900px');
    expect(textOf(grid.columnList.querySelector('[data-column=company] label'))).to.equal('Company no room here');
    expect(textOf(grid.columnList.querySelector('[data-column=queue] label'))).to.equal('Support queue');
    await clickOn(grid.control('queue'));
    await waitUntil(() => textOf(grid.columnList.querySelector('[data-column=company] label')) === 'Company');
  });

  it('is for narrow layouts too, within the page', async () => {
    await setViewport({ width: 300, height: 700 });
    await open(undefined, '280px');
    await clickOn(grid.control('status'));
    await grid.element.updateComplete;
    expect(grid.cell('Sol Soon', 'agent').checkVisibility()).to.be.true;
    expect(grid.row('Sol Soon').querySelectorAll('.cell.status')).to.have.length(0);
    for (const dir of ['ltr', 'rtl']) {
      await press('Escape');
      document.documentElement.dir = dir;
      await openList();
      const { left, right } = grid.columnList.getBoundingClientRect();
      expect(left, dir).to.be.at.least(0);
      expect(right, dir).to.be.at.most(300);
    }
    await still(grid.element);
    await expect(grid.element).to.be.accessible();
    document.documentElement.removeAttribute('dir');
    await setViewport({ width: 1200, height: 700 });
  });
});
