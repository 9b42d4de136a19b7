import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/chat-monitor-grid.js';
import type { ChatActionEvent } from '../../../src/elements/shared/events/chat-action-event.js';
import { clickOn, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { GridHarness } from './chat-monitor-grid.harness.js';
import { variedSeed } from './seeds.js';

describe('chat-monitor-grid: rows', () => {
  let floor: PageFloor;
  let grid: GridHarness;

  beforeEach(async () => {
    floor = await pageFloor(html`<chat-monitor-grid></chat-monitor-grid>`, { seed: variedSeed() });
    grid = new GridHarness(floor.root.querySelector('chat-monitor-grid')!);
    await grid.ready(5);
  });

  afterEach(() => floor.disconnect());

  it('puts open requests for assistance first, then what breaches first', () => {
    expect(grid.names).to.deep.equal(['Hugo Help', 'Lara Late', 'Sol Soon', 'Fred Fresh', 'Hana Handled']);
  });

  it('shows a chat in all columns', () => {
    expect(grid.text('Hana Handled', 'requester')).to.equal('Hana Handled Issue of Hana Handled');
    expect(grid.text('Hana Handled', 'status')).to.equal('Assigned');
    expect(grid.text('Hana Handled', 'agent')).to.equal('Ann Agent');
    expect(grid.text('Hana Handled', 'company')).to.equal('Acme');
    expect(grid.text('Hana Handled', 'queue')).to.equal('VPN');
    expect(grid.text('Hana Handled', 'queueTime')).to.equal('1:00');
    expect(grid.text('Hana Handled', 'sessionTime')).to.match(/^8:0\d$/);
    expect(grid.text('Fred Fresh', 'agent')).to.equal('–');
  });

  it('tells levels by sign, word and colour', () => {
    expect(grid.text('Lara Late', 'queueTime')).to.match(/^7:0\d$/);
    expect(grid.text('Sol Soon', 'queueTime')).to.match(/^3:0\d$/);
    const sign = (name: string): Element | null => grid.cell(name, 'queueTime').querySelector('.sign svg');
    expect(sign('Lara Late')?.getAttribute('aria-label')).to.equal('over the limit');
    expect(sign('Sol Soon')?.getAttribute('aria-label')).to.equal('close to the limit');
    expect(sign('Fred Fresh')).not.to.exist;
    const color = (name: string): string => getComputedStyle(grid.cell(name, 'queueTime')).color;
    expect(color('Lara Late')).not.to.equal(color('Fred Fresh'));
  });

  it('says to whom a chat was transferred', async () => {
    floor.backend.control.as('sue').transfer('handled', { type: 'agent', id: 'bob' });
    await waitUntil(() => grid.text('Hana Handled', 'status') === 'Transferred to Bob Agent');
  });

  it('counts rows and columns for screen readers, wherever a row stands in the tree', () => {
    const root = grid.element.shadowRoot!.querySelector('[role=grid]')!;
    expect(root.getAttribute('aria-rowcount')).to.equal('6');
    expect(root.getAttribute('aria-colcount')).to.equal('9');
    expect(grid.rows.map((row) => grid.indexOf(row))).to.deep.equal([2, 3, 4, 5, 6]);
    expect(grid.rows).to.deep.equal([...grid.element.shadowRoot!.querySelectorAll('.content > .row')]);
  });

  it('sorts by a column with its header, the other way round, and back by urgency', async () => {
    const button = grid.header('requester').querySelector('button')!;
    await clickOn(button);
    await waitUntil(() => grid.header('requester').ariaSort === 'ascending');
    expect(grid.names[0]).to.equal('Fred Fresh');
    await clickOn(button);
    await waitUntil(() => grid.header('requester').ariaSort === 'descending');
    expect(grid.names[0]).to.equal('Sol Soon');
    await clickOn(button);
    await waitUntil(() => grid.header('requester').ariaSort === null);
    expect(grid.names[0]).to.equal('Hugo Help');
  });

  it('finds chats by every word that is typed, in any column', async () => {
    grid.search.focus();
    await sendKeys({ type: 'ann issue' });
    await waitUntil(() => grid.facts === '1 of 5 chats');
    expect(grid.names).to.deep.equal(['Hana Handled']);
  });

  it('shows a request for assistance in a colour of its own, which the page may choose', () => {
    const flag = grid.cell('Hugo Help', 'assist').querySelector('button')!;
    const row = flag.closest('.row')!;
    expect(getComputedStyle(flag).color).not.to.equal(getComputedStyle(row).color);
    expect(getComputedStyle(row).backgroundImage).to.contain('gradient');
    grid.element.style.setProperty('--chat-monitor-assist', 'rgb(1, 2, 3)');
    expect(getComputedStyle(flag).color).to.equal('rgb(1, 2, 3)');
  });

  it('takes a request for assistance down with a click on its flag, as a cancelable action', async () => {
    const flag = grid.cell('Hugo Help', 'assist').querySelector('button')!;
    expect(flag.ariaLabel).to.match(/Bob Agent.*VIP.*Clear the request$/);
    const actions: ChatActionEvent[] = [];
    floor.root.addEventListener('chat-action', (event) => actions.push(event));
    await clickOn(flag);
    await waitUntil(() => floor.monitor.chat('help')?.assist === undefined);
    expect(actions.map(({ detail }) => detail.command)).to.deep.equal([
      { type: 'clear-assist', chatId: 'help', assistId: 'assist-1' },
    ]);
    await waitUntil(() => flag.hidden);
  });

  it('offers to take a request down only while the connection is live', async () => {
    const flag = grid.cell('Hugo Help', 'assist').querySelector('button')!;
    expect(flag.ariaDisabled).to.equal(null);
    floor.backend.control.setReachable(false);
    await waitUntil(() => flag.ariaDisabled === 'true');
    expect(flag.ariaLabel).not.to.contain('Clear');
    floor.backend.control.setReachable(true);
    floor.monitor.reconnect();
    await waitUntil(() => flag.ariaDisabled === null);
    expect(flag.ariaLabel).to.contain('Clear');
  });

  it('shows that an action is under way', async () => {
    floor.backend.control.setLatency('perform', 400);
    const done = floor.monitor.perform({ type: 'release', chatId: 'handled' });
    const spinner = grid.cell('Hana Handled', 'actions').querySelector<HTMLElement>('.spinner')!;
    await waitUntil(() => !spinner.hidden);
    expect(grid.cell('Hana Handled', 'actions').querySelector('button')!.ariaLabel).to.contain('In progress');
    await done;
    await waitUntil(() => spinner.hidden);
  });

  it('goes on with the second hand', async () => {
    const before = grid.text('Fred Fresh', 'queueTime');
    await waitUntil(() => grid.text('Fred Fresh', 'queueTime') !== before, 'a second should pass', { timeout: 3000 });
    expect(textOf(grid.cell('Hana Handled', 'queueTime'))).to.equal('1:00');
  });

  it('passes axe, wide and narrow', async () => {
    await expect(grid.element).to.be.accessible();
    floor.root.style.width = '380px';
    await waitUntil(() => !grid.header('requester').checkVisibility());
    await expect(grid.element).to.be.accessible();
  });
});
