import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { AgentDriver, CustomerDriver, SupervisorDriver } from '../harness/roles.js';

describe('an outage', () => {
  let floor: DemoFloor;
  let window: BrowserContext;
  let nora: SupervisorDriver;
  let ben: AgentDriver;
  let customer: CustomerDriver;
  let adele: Person;

  before(async () => {
    floor = await DemoFloor.start();
    window = await floor.window();
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    ben = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker', 'ben'));
    customer = new CustomerDriver(await floor.open(window, 'customer', 'adele.fontaine'));
    adele = await Person.signIn(floor.url, 'adele.fontaine');
    await ben.takeAtOnce(15);
    await (await Person.signIn(floor.url, 'chiara.romano')).takeAtOnce(15);
  });
  after(() => floor.close());

  const chatIdOf = async (issue: string): Promise<string> => {
    const [chat] = await floor.rows<{ id: string }>(`SELECT id FROM chats WHERE issue = '${issue}'`);
    assert.ok(chat, issue);
    return chat.id;
  };

  const chatOf = async (issue: string): Promise<{ status: string; assignee: string | null }> => {
    const [chat] = await floor.rows<{ status: string; assignee: string | null }>(
      `SELECT status, assignee_id AS assignee FROM chats WHERE issue = '${issue}'`,
    );
    assert.ok(chat, issue);
    return { ...chat };
  };

  const recordsOf = async (chatId: string, count: number): Promise<readonly object[]> => {
    const rows = await floor.until(
      () =>
        floor.rows<object>(
          `SELECT command, to_name AS "to", outcome, error_code AS error FROM report_events
            WHERE chat_id = '${chatId}' ORDER BY started_at`,
        ),
      (found) => found.length >= count,
    );
    return rows.map((row) => ({ ...row }));
  };

  /** The entry of the open menu, which has to be disabled for this reason. */
  async function assertBlocked(entry: Locator, reason: string): Promise<void> {
    await entry
      .and(nora.page.getByRole('menuitem', { disabled: true }))
      .getByText(reason)
      .waitFor();
  }

  /** What an element says while its backend is away: in a line, and some also to screen readers. */
  const away = (place: Page | Locator): Locator => place.getByText(/^Showing the state of \d.*Reconnecting…$/).first();
  const offline = (place: Page | Locator): Locator => place.getByText(/^Offline\. Showing the state of \d/).first();

  it('of the server is said with the time, and nothing can be done meanwhile', async () => {
    const issue = 'Coffee machine reports 503';
    await customer.openChat(issue, { text: 'It is out.' });
    await nora.search(issue);
    await nora.sendTo(issue, 'Assign to agent', 'Ben Whitaker');
    await ben.open(issue);
    await ben.write('written before');
    await customer.messages.getByText('written before').waitFor();

    await floor.stopServer();
    await away(nora.page.locator('chat-monitor-grid')).waitFor();
    await nora.row(issue).getByText('Ben Whitaker').waitFor();
    await nora.openMenu(issue);
    await assertBlocked(nora.menu.getByRole('menuitem', { name: 'Transfer chat' }), 'Waiting for the connection');
    await nora.menu.getByRole('menuitem', { name: 'Release chat' }).click({ force: true });
    assert.equal(await nora.confirmation.isVisible(), false);
    await nora.page.keyboard.press('Escape');

    await away(ben.transcript).waitFor();
    await ben.transcript.getByRole('textbox').fill('written while away');
    await ben.transcript.getByRole('textbox').press('Enter');
    assert.equal(await ben.transcript.getByRole('button', { name: 'Send' }).isDisabled(), true);
    await customer.page.getByText('The connection is lost; trying to come back…').waitFor();
    await customer.page.getByLabel('Message', { exact: true }).fill('customer while away');
    await customer.page.getByRole('button', { name: 'Send' }).click();
    await customer.page.getByRole('alert').getByText('The server cannot be reached').waitFor();
  });

  it('of the server ends by itself, with nothing lost or doubled', async () => {
    const issue = 'Coffee machine reports 503';
    await floor.startServer();
    for (const { page } of [nora, ben]) await away(page).waitFor({ state: 'detached', timeout: 30_000 });
    await customer.page.getByText('Ben Whitaker is with you').waitFor({ timeout: 30_000 });

    // What could not be sent is still there to be sent.
    const draft = ben.transcript.getByRole('textbox');
    assert.equal(await draft.inputValue(), 'written while away');
    await draft.press('Enter');
    await customer.messages.getByText('written while away').waitFor();
    assert.equal(await customer.page.getByLabel('Message', { exact: true }).inputValue(), 'customer while away');
    await customer.page.getByRole('button', { name: 'Send' }).click();
    await ben.transcript.getByText('customer while away').waitFor();

    await nora.sendTo(issue, 'Transfer chat', 'Chiara Romano');
    await nora.row(issue).getByText('Transferred to Chiara Romano').waitFor();
    await ben.chat(issue).waitFor({ state: 'detached' });

    const id = await chatIdOf(issue);
    const messages = await floor.rows<{ text: string }>(
      `SELECT text FROM messages WHERE chat_id = '${id}' AND author_kind <> 'system' ORDER BY seq`,
    );
    assert.deepEqual(
      messages.map(({ text }) => text),
      ['It is out.', 'written before', 'written while away', 'customer while away'],
    );
    assert.deepEqual(await recordsOf(id, 2), [
      { command: 'assign', to: 'Ben Whitaker', outcome: 'done', error: null },
      { command: 'transfer', to: 'Chiara Romano', outcome: 'done', error: null },
    ]);
    await assertGridIsTheDatabase();
  });

  /** All open chats are counted in the grid, and all of Ben's are in his list. */
  async function assertGridIsTheDatabase(): Promise<void> {
    await nora.search('');
    const [open] = await floor.rows<{ count: number }>(`SELECT count(*)::int FROM chats WHERE status <> 'closed'`);
    const count = `${String(open?.count)} chats`;
    await nora.page.locator('chat-monitor-grid').getByText(count, { exact: true }).first().waitFor();
    const own = await floor.rows<{ issue: string; requester: string }>(
      `SELECT c.issue, u.name AS requester FROM chats c JOIN users u ON u.id = c.requester_id
        WHERE c.assignee_id = 'ben.whitaker' AND c.status = 'assigned'`,
    );
    for (const { issue, requester } of own) await ben.chat(issue).filter({ hasText: requester }).first().waitFor();
    await floor.until(
      () => ben.chat('Yours').count(),
      (count) => count === own.length,
    );
  }

  it('that loses the answer of a command: the command is not sent again, and counts as done', async () => {
    const issue = 'Answer got lost';
    const id = await adele.openChat({ issue });
    await nora.search(issue);
    let sent = 0;
    await nora.page.route('**/commands', async (route) => {
      sent += 1;
      await route.fetch();
      await floor.stopServer();
      await route.abort();
    });
    await nora.choose(issue, 'Assign to agent');
    await nora.pane.getByRole('option', { name: 'Chiara Romano' }).click();
    await nora.pane.getByRole('button', { name: 'Assign', exact: true }).click();
    await nora.pane.getByRole('button', { name: 'Working…' }).waitFor();
    await floor.until(
      () => Promise.resolve(sent),
      (count) => count === 1,
    );
    await away(nora.page).waitFor({ state: 'attached' });
    await floor.startServer();
    await nora.pane.waitFor({ state: 'hidden', timeout: 30_000 });
    await nora.row(issue).getByText('Chiara Romano').waitFor();
    await nora.page.unroute('**/commands');
    assert.deepEqual(await recordsOf(id, 1), [
      { command: 'assign', to: 'Chiara Romano', outcome: 'done', error: null },
    ]);
    assert.equal(sent, 1);
  });

  it('that swallows a command: it counts as failed, and can be given again', async () => {
    const issue = 'Command got lost';
    const id = await adele.openChat({ issue });
    await nora.search(issue);
    await nora.page.route(
      '**/commands',
      async (route) => {
        await floor.stopServer();
        await route.abort();
      },
      { times: 1 },
    );
    await nora.choose(issue, 'Assign to agent');
    await nora.pane.getByRole('option', { name: 'Chiara Romano' }).click();
    await nora.pane.getByRole('button', { name: 'Assign', exact: true }).click();
    await away(nora.page).waitFor({ state: 'attached' });
    await floor.startServer();
    const problem = 'The chat service cannot be reached. Nothing was changed; try again.';
    await nora.pane.getByRole('alert').getByText(problem).waitFor({ timeout: 30_000 });
    assert.deepEqual(await chatOf(issue), { status: 'pending', assignee: null });
    await nora.pane.getByRole('button', { name: 'Assign', exact: true }).click();
    await nora.pane.waitFor({ state: 'hidden' });
    await nora.row(issue).getByText('Chiara Romano').waitFor();
    assert.deepEqual(await recordsOf(id, 2), [
      { command: 'assign', to: 'Chiara Romano', outcome: 'failed', error: 'unavailable' },
      { command: 'assign', to: 'Chiara Romano', outcome: 'done', error: null },
    ]);
  });

  it('of the network alone: what others did meanwhile is there when it comes back', async () => {
    const [gone, stays] = ['Closed while offline', 'Stays while offline'];
    const goneId = await adele.openChat({ issue: gone });
    const staysId = await adele.openChat({ issue: stays });
    await nora.search('while offline');
    await nora.sendTo(stays, 'Assign to agent', 'Ben Whitaker');
    await nora.row(gone).waitFor();
    await ben.open(stays);

    await window.setOffline(true);
    await offline(nora.page.locator('chat-monitor-grid')).waitFor();
    await nora.openMenu(stays);
    await assertBlocked(nora.menu.getByRole('menuitem', { name: 'Transfer chat' }), 'Not possible while offline');
    await nora.page.keyboard.press('Escape');
    await adele.write(staysId, 'Is anybody there?');
    await adele.close(goneId);
    await adele.openChat({ issue: 'New while offline' });

    await window.setOffline(false);
    await nora.row('New while offline').waitFor({ timeout: 30_000 });
    await nora.row(gone).waitFor({ state: 'detached' });
    await ben.transcript.getByText('Is anybody there?').waitFor({ timeout: 30_000 });
    assert.equal(await ben.transcript.getByText('Is anybody there?').count(), 1);
    await offline(nora.page).waitFor({ state: 'detached' });
    await nora.sendTo(stays, 'Transfer chat', 'Chiara Romano');
    await nora.row(stays).getByText('Transferred to Chiara Romano').waitFor();
    await assertGridIsTheDatabase();
  });

  it('left no complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
