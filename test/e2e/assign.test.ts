import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { AgentDriver, hasFocus, SupervisorDriver, tabTo } from '../harness/roles.js';

/** A pending chat and the pane in which a supervisor chooses who gets it. */
describe('assigning a pending chat', () => {
  let floor: DemoFloor;
  let nora: SupervisorDriver;
  let tomas: SupervisorDriver;
  let ben: AgentDriver;
  let gustav: AgentDriver;
  let adele: Person;

  before(async () => {
    floor = await DemoFloor.start();
    const window = await floor.window();
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    tomas = new SupervisorDriver(await floor.open(window, 'supervisor', 'tomas.keller', 'tomas'));
    ben = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker', 'ben'));
    gustav = new AgentDriver(await floor.open(window, 'agent', 'gustav.holm', 'gustav'));
    adele = await Person.signIn(floor.url, 'adele.fontaine');
    await ben.takeAtOnce(15);
  });
  after(() => floor.close());

  /** A new chat in the queue Service Desk, found by both supervisors; resolves with its id. */
  async function pendingChat(issue: string): Promise<string> {
    const id = await adele.openChat({ issue });
    for (const supervisor of [nora, tomas]) {
      await supervisor.search(issue);
      await supervisor.row(issue).getByText('Pending').waitFor();
    }
    return id;
  }

  async function openPane(supervisor: SupervisorDriver, issue: string): Promise<void> {
    await supervisor.choose(issue, 'Assign to agent');
    await supervisor.option('Ben Whitaker').waitFor();
  }

  async function closePane(supervisor: SupervisorDriver): Promise<void> {
    await supervisor.pane.getByRole('button', { name: 'Cancel' }).click();
    await supervisor.pane.waitFor({ state: 'hidden' });
  }

  function submit(supervisor: SupervisorDriver): Promise<void> {
    return supervisor.pane.getByRole('button', { name: 'Assign', exact: true }).click();
  }

  async function loadOf(agentId: string): Promise<number> {
    const [row] = await floor.rows<{ load: number }>(
      `SELECT count(*)::int AS load FROM chats
        WHERE assignee_id = '${agentId}' AND status IN ('assigned', 'transferred')`,
    );
    return row?.load ?? 0;
  }

  it('gives it to an agent: the same chat, assigned, for everybody', async () => {
    const issue = 'Docking station sings';
    await pendingChat(issue);
    await nora.sendTo(issue, 'Assign to agent', 'Ben Whitaker', { note: 'likes music' });
    for (const supervisor of [nora, tomas]) {
      await supervisor.row(issue).getByText('Assigned').waitFor();
      await supervisor.row(issue).getByText('Ben Whitaker').waitFor();
    }
    await ben.chat(issue).getByText('Yours').waitFor();
    await ben.notices
      .or(ben.toasts)
      .getByText(/likes music/)
      .first()
      .waitFor();
  });

  it('gives it to a support queue, where it waits on', async () => {
    const issue = 'Pallet scanner beeps twice';
    const id = await pendingChat(issue);
    await nora.sendTo(issue, 'Assign to agent', 'Warehouse Systems', { tab: 'Support queues' });
    for (const supervisor of [nora, tomas]) {
      await supervisor.row(issue).getByText('Warehouse Systems').waitFor();
      await supervisor.row(issue).getByText('Pending').waitFor();
    }
    assert.deepEqual(
      { ...(await floor.rows(`SELECT status, queue_id FROM chats WHERE id = '${id}'`))[0] },
      {
        status: 'pending',
        queue_id: 'nw-warehouse',
      },
    );
  });

  it('does not offer the queue in which it waits already', async () => {
    const issue = 'Keyboard types uphill';
    await pendingChat(issue);
    await openPane(nora, issue);
    await nora.pane.getByRole('tab', { name: 'Support queues' }).click();
    const own = nora.pane.getByRole('option', { name: 'Service Desk', disabled: true });
    await own.getByText('The chat is waiting here already').waitFor();
    await closePane(nora);
  });

  it('offers a supervisor with the agent role her own name, and one without not his', async () => {
    const issue = 'Screen is too bright';
    await pendingChat(issue);
    await openPane(tomas, issue);
    assert.ok((await tomas.targets()).includes('Nora Lindqvist'));
    assert.equal(await tomas.option('(you)').count(), 0);
    assert.ok(!(await tomas.targets()).includes('Tomas Keller'));
    await closePane(tomas);

    await openPane(nora, issue);
    assert.ok(!(await nora.targets()).includes('Tomas Keller'));
    await nora.option('Nora Lindqvist (you)').click();
    await submit(nora);
    await nora.pane.waitFor({ state: 'hidden' });
    await tomas.row(issue).getByText('Nora Lindqvist').waitFor();
  });

  it('lists available agents only; who goes away stays in place, disabled with the reason', async () => {
    const issue = 'Headset hears ghosts';
    await pendingChat(issue);
    await openPane(nora, issue);
    const before = await nora.targets();
    assert.ok(!before.includes('Gustav Holm'));

    await nora.option('Ben Whitaker').click();
    await ben.setStatus('Lunch');
    const away = nora.pane.getByRole('option', { name: 'Ben Whitaker', disabled: true });
    await away.getByText('Not available any more').waitFor();
    assert.deepEqual(await nora.targets(), before);
    await submit(nora);
    await nora.pane.getByRole('alert').getByText('Ben Whitaker: Not available any more. Choose another one.').waitFor();
    await nora.row(issue).getByText('Pending').waitFor();

    await gustav.setStatus('Ready');
    await nora.option('Gustav Holm').waitFor();
    assert.deepEqual(await nora.targets(), [...before, 'Gustav Holm']);

    await ben.setStatus('Ready');
    await nora.pane.getByRole('option', { name: 'Ben Whitaker', disabled: false }).waitFor();
    await submit(nora);
    await nora.row(issue).getByText('Ben Whitaker').waitFor();
    await gustav.setStatus('Lunch');
  });

  it('finds agents by name and by queue, and says when there is none', async () => {
    const issue = 'Mouse has no tail';
    await pendingChat(issue);
    await openPane(nora, issue);
    const search = nora.pane.getByRole('combobox', { name: 'Search agents' });
    await search.fill('chi ROM');
    await floor.until(
      () => nora.targets(),
      (names) => names.join() === 'Chiara Romano',
    );
    await search.fill('warehouse');
    await floor.until(
      () => nora.targets(),
      (names) => [...names].sort().join() === 'Daniel Osei,Elif Kaya',
    );
    await search.fill('gustav');
    await nora.pane.getByText('Nothing found for “gustav”').waitFor();
    await search.fill('');
    await nora.option('Ben Whitaker').waitFor();
    await closePane(nora);
  });

  it('shows load against capacity, and refuses who is full, at once and in the server', async () => {
    const issue = 'Laptop smells of toast';
    const id = await pendingChat(issue);
    const load = await loadOf('ben.whitaker');
    await openPane(nora, issue);
    await nora.option('Ben Whitaker').getByText(`${load} of 15 chats`).waitFor();
    await nora.option('Ben Whitaker').click();

    await ben.takeAtOnce(load);
    const full = nora.pane.getByRole('option', { name: 'Ben Whitaker', disabled: true });
    await full.getByText(`${load} of ${load} chats`).waitFor();
    await full.getByText('Takes no more chats now').waitFor();
    await submit(nora);
    await nora.pane.getByRole('alert').getByText('Ben Whitaker: Takes no more chats now').waitFor();
    await closePane(nora);

    const keller = await Person.signIn(floor.url, 'tomas.keller');
    const answer = await keller.command(id, { type: 'assign', to: { type: 'agent', id: 'ben.whitaker' } }, '1');
    assert.equal(answer.status, 422);
    assert.match(((await answer.json()) as { detail: string }).detail, /Ben Whitaker is at capacity/);
    await nora.row(issue).getByText('Pending').waitFor();
    await ben.takeAtOnce(15);
  });

  it('has the tab Support queues only where the administrator enabled it, also while the pane is open', async () => {
    const issue = 'Phone rings in the past';
    await pendingChat(issue);
    const tabs = nora.pane.getByRole('tab');
    await openPane(nora, issue);
    assert.deepEqual(await tabs.allInnerTexts(), ['Agents', 'Support queues']);
    await tabs.filter({ hasText: 'Support queues' }).click();
    await nora.option('Warehouse Systems').waitFor();

    await floor.control({ queueAssignment: false });
    await nora.option('Ben Whitaker').waitFor();
    assert.deepEqual(await tabs.allInnerTexts(), ['Agents']);
    await closePane(nora);
    await openPane(nora, issue);
    assert.deepEqual(await tabs.allInnerTexts(), ['Agents']);
    await closePane(nora);

    await floor.control({ queueAssignment: true });
    await openPane(nora, issue);
    await tabs.filter({ hasText: 'Support queues' }).waitFor();
    await closePane(nora);
  });

  it('works by keyboard alone, and the focus comes back to the row', async () => {
    const issue = 'Trackball rolled away';
    await pendingChat(issue);
    const { keyboard } = nora.page;
    const row = nora.row(issue);
    await nora.page.getByRole('searchbox', { name: 'Search chats' }).focus();
    await tabTo(row);
    await keyboard.press('End');
    const actions = row.getByRole('button', { name: /^Actions for/ });
    assert.ok(await hasFocus(actions));
    await keyboard.press('Enter');
    await nora.menu.waitFor();
    const entry = nora.menu.getByRole('menuitem', { name: 'Assign to agent' });
    for (let presses = 0; presses < 5 && !(await hasFocus(entry)); presses += 1) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');

    const search = nora.pane.getByRole('combobox', { name: 'Search agents' });
    await search.waitFor();
    await floor.until(
      () => hasFocus(search),
      (focused) => focused,
    );
    await keyboard.type('ben w');
    await floor.until(
      () => nora.targets(),
      (names) => names.join() === 'Ben Whitaker',
    );
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await nora.pane.getByRole('option', { name: 'Ben Whitaker', selected: true }).waitFor();
    await tabTo(nora.pane.getByRole('textbox', { name: /^Note/ }));
    await keyboard.type('rolled under the desk');
    await tabTo(nora.pane.getByRole('button', { name: 'Assign', exact: true }));
    await keyboard.press('Enter');
    await nora.pane.waitFor({ state: 'hidden' });

    await row.getByText('Ben Whitaker').waitFor();
    assert.ok(await hasFocus(actions));
  });

  it('gives up by Escape at every step, and the focus comes back to the row', async () => {
    const issue = 'Fan sounds like a jet';
    const id = await pendingChat(issue);
    const { keyboard } = nora.page;
    const actions = nora.row(issue).getByRole('button', { name: /^Actions for/ });
    await nora.openMenu(issue);
    await keyboard.press('Escape');
    await nora.menu.waitFor({ state: 'hidden' });
    assert.ok(await hasFocus(actions));
    await openPane(nora, issue);
    await nora.option('Ben Whitaker').click();
    await keyboard.press('Escape');
    await nora.pane.waitFor({ state: 'hidden' });
    assert.ok(await hasFocus(actions));
    await nora.row(issue).getByText('Pending').waitFor();
    assert.deepEqual(await floor.rows(`SELECT id FROM report_events WHERE chat_id = '${id}'`), []);
  });

  it('ran without a complaint of any page', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
