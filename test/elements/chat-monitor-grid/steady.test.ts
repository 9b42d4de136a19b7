import { expect, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import { clickOn, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

describe('chat-monitor-grid: steady rows', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  beforeEach(async () => {
    await sendMouse({ type: 'move', position: [1, 1] });
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: variedSeed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(5);
  });

  afterEach(() => floor.disconnect());

  async function pointAt(name: string): Promise<void> {
    const { left, top } = grid.row(name).getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left) + 200, Math.round(top) + 10] });
    await sendMouse({ type: 'move', position: [Math.round(left) + 210, Math.round(top) + 12] });
  }

  it('moves rows while nobody is at work in them', async () => {
    floor.backend.control.end('late');
    await waitUntil(() => grid.rows.length === 4);
    floor.backend.control.as('ann').raiseAssist('handled');
    await waitUntil(() => grid.names[0] === 'Hana Handled' || grid.names[1] === 'Hana Handled');
  });

  it('keeps the order under a busy pointer, but not the values; a chat that left stays as a ghost', async () => {
    await pointAt('Sol Soon');
    const before = grid.names;
    floor.backend.control.as('ann').raiseAssist('handled');
    floor.backend.control.end('late');
    await waitUntil(() => grid.row('Lara Late').ariaDisabled === 'true');
    expect(grid.names).to.deep.equal(before);
    expect(grid.text('Lara Late', 'status')).to.equal('Has left the list');
    expect(grid.cell('Hana Handled', 'assist').querySelector('button')!.hidden).to.be.false;
    await clickOn(grid.cell('Lara Late', 'actions').querySelector('button')!);
    await nextFrame();
    expect(grid.menu.matches(':popover-open')).to.be.false;
  });

  it('says that urgent chats wait, and shows them', async () => {
    await pointAt('Sol Soon');
    floor.backend.control.as('ann').raiseAssist('handled');
    floor.backend.control.open({ requester: { id: 'n', name: 'Nina New' }, issue: 'Hi', companyId: 'acme' });
    await waitUntil(() => grid.note !== null, 'the note should come', { timeout: 3000 });
    expect(textOf(grid.note)).to.equal('1 chat needs attention 2 changes wait Show');
    expect(grid.names).not.to.include('Nina New');
    await clickOn(grid.note!);
    await waitUntil(() => grid.names.includes('Nina New'));
    expect(grid.focusedCell).to.equal('requester of Hana Handled');
    expect(grid.note).to.be.null;
  });

  it('holds while the menu is open, and moves when it closes', async () => {
    grid.cell('Sol Soon', 'status').focus();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => grid.menu.matches(':popover-open'));
    expect(grid.cell('Sol Soon', 'actions').querySelector('button')!.ariaExpanded).to.equal('true');
    const before = grid.names;
    floor.backend.control.open({ requester: { id: 'n', name: 'Nina New' }, issue: 'Hi', companyId: 'acme' });
    await waitUntil(() => grid.facts === '6 chats');
    expect(grid.names).to.deep.equal(before);
    await sendKeys({ press: 'Escape' });
    expect(grid.cell('Sol Soon', 'actions').querySelector('button')!.ariaExpanded).to.equal('false');
  });
});
