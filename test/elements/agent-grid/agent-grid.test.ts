import { expect, html, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../../../src/define/agent-grid.js';
import { floorSeed } from '../../harness/floor.js';
import { clickOn, countLeases, pageFloor, textOf, type PageFloor } from '../../harness/page-floor.js';
import { AgentGridHarness } from './agent-grid.harness.js';

describe('agent-grid', () => {
  let floor: PageFloor;
  let grid: AgentGridHarness;

  async function open(options: Parameters<typeof pageFloor>[1] = {}): Promise<void> {
    floor = await pageFloor(html`<agent-grid></agent-grid>`, options);
    grid = new AgentGridHarness(floor.root.querySelector('agent-grid')!);
  }

  afterEach(() => floor.disconnect());

  it('shows name, status and code, load against capacity, and queues', async () => {
    await open();
    await waitUntil(() => grid.rows.length === 4);
    expect(grid.rows[0]).to.equal('Ann Agent | Available Ready | 1 of 3 | VPN, Mail');
    expect(grid.rows[2]).to.contain('Cyd Agent | Unavailable Lunch');
    await expect(grid.element).to.be.accessible();
  });

  it('shows the load alone of an agent without a capacity, who has the most room', async () => {
    const users = floorSeed.users.map((user) =>
      user.id === 'bob' ? { ...user, agent: { ...user.agent, capacity: null } } : user,
    );
    await open({ seed: { ...floorSeed, users } });
    await waitUntil(() => grid.rows.length === 4);
    expect(grid.rows[1]).to.equal('Bob Agent | Available Ready | 0 | VPN');
    expect(grid.element.shadowRoot!.querySelectorAll('.bar').length).to.equal(3);
    floor.backend.control.as('sue').assign('waiting', { type: 'agent', id: 'bob' });
    await waitUntil(() => grid.rows[1] === 'Bob Agent | Available Ready | 1 | VPN');
    await clickOn(grid.sortButton('load'));
    await waitUntil(() => grid.header('load').ariaSort === 'ascending');
    expect(grid.rows[0]).to.contain('Bob Agent');
    await expect(grid.element).to.be.accessible();
  });

  it('follows what happens', async () => {
    await open();
    await waitUntil(() => grid.rows.length === 4);
    floor.backend.control.as('ann').setStatus('unavailable', 'Wrap up');
    await waitUntil(() => grid.rows[0]!.includes('Unavailable Wrap up'));
    floor.backend.control.as('sue').assign('waiting', { type: 'agent', id: 'bob' });
    await waitUntil(() => grid.rows[1]!.includes('1 of 2'));
  });

  it('shows only who answers the chosen queues', async () => {
    await open();
    await waitUntil(() => grid.rows.length === 4);
    floor.monitor.setScope({ queues: ['mail'] });
    await waitUntil(() => grid.rows.length === 1);
    expect(grid.rows[0]).to.contain('Ann Agent');
    floor.monitor.setScope({});
    await waitUntil(() => grid.rows.length === 4);
  });

  it('searches and sorts', async () => {
    await open();
    await waitUntil(() => grid.rows.length === 4);
    await clickOn(grid.sortButton('load'));
    await waitUntil(
      () => grid.rows[0]!.startsWith('Bob') || grid.rows[0]!.startsWith('Cyd') || grid.rows[0]!.startsWith('Sue'),
    );
    expect(grid.header('load').ariaSort).to.equal('ascending');
    grid.search.focus();
    await sendKeys({ type: 'mail' });
    await waitUntil(() => grid.rows.length === 1);
    expect(textOf(grid.element.shadowRoot!.querySelector('.facts'))).to.equal('1 of 4 agents');
    await sendKeys({ type: 'zzz' });
    await waitUntil(() => grid.state === 'No agents match “mailzzz”');
    await expect(grid.element).to.be.accessible();
  });

  it('says when there is nobody', async () => {
    await open({
      viewerId: 'tom',
      seed: { ...floorSeed, chats: [], users: [{ id: 'tom', name: 'Tom', roles: ['supervisor'] }] },
    });
    await waitUntil(() => grid.state.startsWith('No agents'));
  });

  it('holds the agents only while it is in the page', async () => {
    await open();
    const leases = countLeases(floor.monitor);
    grid.element.remove();
    floor.root.append(grid.element);
    expect(leases()).to.deep.equal(['agents']);
    grid.element.remove();
    expect(leases()).to.be.empty;
  });
});
