import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import { press } from '../../harness/keys.js';
import { clickOn, pageFloor, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { longSeed, variedSeed } from './seeds.js';

describe('chat-monitor-grid: keyboard', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  async function open(seed = variedSeed()): Promise<void> {
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid><button id="next">next</button>`, { seed });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready();
    grid.columnsButton.focus();
    await press('Tab');
  }

  afterEach(() => floor.disconnect());

  it('is one tab stop', async () => {
    await open();
    expect(grid.focusedCell).to.equal('requester of Hugo Help');
    await press('ArrowDown', 'ArrowRight', 'Tab');
    expect(document.activeElement?.id).to.equal('next');
    await press('Shift+Tab');
    expect(grid.focusedCell).to.equal('status of Lara Late');
  });

  it('goes from cell to cell, and to the buttons in them', async () => {
    await open();
    await press('ArrowLeft');
    expect(grid.focusedCell).to.equal('assist of Hugo Help');
    await press('End');
    expect(grid.focusedCell).to.equal('actions of Hugo Help');
    await press('ArrowDown', 'Home');
    expect(grid.focusedCell).to.equal('assist of Lara Late');
    await press('ArrowUp', 'ArrowUp');
    expect(grid.focusedCell).to.equal('assist of header');
    await press('ArrowRight', 'Enter');
    await waitUntil(() => grid.header('requester').ariaSort === 'ascending');
    await press('ArrowDown');
    expect(grid.focusedCell).to.equal('requester of Fred Fresh');
  });

  it('goes by pages and to the ends of a long list, and brings rows into sight', async () => {
    await open(longSeed(500));
    await press('PageDown');
    expect(grid.focusedCell).to.equal('requester of Person 00011');
    await press('Control+End');
    expect(grid.focusedCell).to.equal('requester of Person 00499');
    expect(grid.isInSight(grid.row('Person 00499'))).to.be.true;
    await press('ArrowUp', 'Control+Home');
    expect(grid.focusedCell).to.equal('requester of Person 00000');
    expect(grid.isInSight(grid.row('Person 00000'))).to.be.true;
  });

  it('goes to the edges with Ctrl, and no further', async () => {
    await open(longSeed(500));
    await press('ArrowDown', 'Control+ArrowRight');
    expect(grid.focusedCell).to.equal('actions of Person 00001');
    await press('Control+ArrowDown', 'PageDown');
    expect(grid.focusedCell).to.equal('actions of Person 00499');
    await press('Control+ArrowLeft', 'Control+ArrowUp', 'PageUp', 'Control+ArrowUp');
    expect(grid.focusedCell).to.equal('assist of Person 00000');
    await press('ArrowUp', 'PageUp', 'Control+ArrowUp');
    expect(grid.focusedCell).to.equal('assist of header');
    await press('Control+ArrowRight', 'Control+ArrowDown');
    expect(grid.focusedCell).to.equal('actions of Person 00499');
  });

  it('goes on from where the pointer has put the focus', async () => {
    await open();
    await clickOn(grid.cell('Fred Fresh', 'status'));
    await press('ArrowUp');
    expect(grid.focusedCell).to.equal('status of Sol Soon');
  });

  it('stays with its chat when the order changes, and out of sight', async () => {
    await open(longSeed(500));
    await press('ArrowDown');
    const row = grid.row('Person 00001');
    await grid.scrollTo(400 * 36);
    expect(grid.focusedCell).to.equal('requester of Person 00001');
    grid.header('requester').querySelector('button')!.click();
    grid.header('requester').querySelector('button')!.click();
    await waitUntil(() => grid.header('requester').ariaSort === 'descending');
    expect(grid.row('Person 00001')).to.equal(row);
    expect(grid.focusedCell).to.equal('requester of Person 00001');
    expect(grid.indexOf(row)).to.equal(500);
    await press('ArrowUp');
    expect(grid.focusedCell).to.equal('requester of Person 00002');
  });

  it('opens the menu of the row, and comes back', async () => {
    await open();
    for (const key of ['Enter', 'Space', 'F2', 'Shift+F10', 'ContextMenu']) {
      grid.cell('Hana Handled', 'status').focus();
      await press(key);
      await waitUntil(() => grid.menu.matches(':popover-open'), key);
      await press('Escape');
      await waitUntil(() => !grid.menu.matches(':popover-open'));
      expect(grid.focusedCell).to.equal('actions of Hana Handled');
    }
  });

  it('keeps focus when what had it goes: a flag that was taken down, a search that leaves the chat out', async () => {
    await open();
    await press('ArrowLeft', 'Enter');
    await waitUntil(() => floor.monitor.chat('help')?.assist === undefined);
    await waitUntil(() => grid.focusedCell === 'assist of Hugo Help');
    expect(grid.element.shadowRoot!.activeElement!.classList.contains('cell')).to.be.true;
  });

  it('shows a cut text whole where the focus is, until Escape', async () => {
    await open();
    floor.root.style.width = '500px';
    await waitUntil(() => !grid.header('requester').checkVisibility());
    floor.backend.control.open({ requester: { id: 'x', name: 'X' }, issue: 'long '.repeat(80), companyId: 'acme' });
    grid.header('requester');
    await waitUntil(() => grid.names.includes('X'), 'the new chat should come', { timeout: 8000 });
    grid.cell('X', 'requester').focus();
    expect(grid.tip).to.contain('long long');
    await press('Escape');
    expect(grid.tip).to.equal('');
  });

  it('keeps its keys to itself, and lets the others through', async () => {
    await open();
    const heard: string[] = [];
    const listener = (event: KeyboardEvent): void => void heard.push(`${event.type} ${event.key}`);
    for (const type of ['keydown', 'keypress', 'keyup'] as const) document.addEventListener(type, listener);
    await press('ArrowDown', 'End', 'Enter');
    await waitUntil(() => grid.menu.matches(':popover-open'));
    await press('Escape');
    grid.search.focus();
    await sendKeys({ type: 'lar' });
    expect(heard.filter((each) => !each.endsWith('Escape'))).to.be.empty;
    grid.cell('Lara Late', 'status').focus();
    await press('F9', 'Escape', 'l');
    await waitUntil(() => grid.focusedCell === 'status of Lara Late');
    for (const type of ['keydown', 'keypress', 'keyup'] as const) document.removeEventListener(type, listener);
    expect(heard).to.include('keydown F9').and.include('keydown Escape');
    expect(heard.join()).not.to.match(/ l\b/);
  });

  it('goes the other way from right to left', async () => {
    await open();
    floor.root.dir = 'rtl';
    await press('ArrowLeft');
    expect(grid.focusedCell).to.equal('status of Hugo Help');
    await press('Control+ArrowRight');
    expect(grid.focusedCell).to.equal('assist of Hugo Help');
  });
});
