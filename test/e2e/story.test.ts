import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { AgentDriver, CustomerDriver, SupervisorDriver } from '../harness/roles.js';

/** One chat's way through the house, each step as its people see it in their own tab. */
describe('a chat, from its customer to its last Report_Event', () => {
  const issue = 'The badge printer eats badges';
  let floor: DemoFloor;
  let window: BrowserContext;
  let customer: CustomerDriver;
  let supervisor: SupervisorDriver;
  let ben: AgentDriver;
  let chiara: AgentDriver;

  before(async () => {
    floor = await DemoFloor.start();
    window = await floor.window();
    supervisor = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    await supervisor.grid.getByRole('row').nth(5).waitFor();
    await supervisor.search(issue);
    ben = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker', 'ben'));
    chiara = new AgentDriver(await floor.open(window, 'agent', 'chiara.romano', 'chiara'));
    customer = new CustomerDriver(await floor.open(window, 'customer', 'adele.fontaine'));
  });
  after(() => floor.close());

  it('is pending on the supervisor’s grid within a second', async () => {
    await customer.openChat(issue, { text: 'It ate three today.' });
    await supervisor.row(issue).getByText('Pending').waitFor({ timeout: 1_000 });
  });

  it('is assigned to an agent who just made room for it, and who sees it at once', async () => {
    await ben.takeAtOnce(9);
    await supervisor.sendTo(issue, 'Assign to agent', 'Ben Whitaker');
    await supervisor.row(issue).getByText('Ben Whitaker').waitFor();
    await ben.chat(issue).waitFor();
  });

  it('carries messages both ways', async () => {
    await ben.open(issue);
    await ben.transcript.getByText('It ate three today.').waitFor();
    await ben.write('Is there a jam light?');
    await customer.messages.getByText('Is there a jam light?').waitFor();
    await customer.write('Yes, a red one.');
    await ben.transcript.getByText('Yes, a red one.').waitFor();
  });

  it('shows the agent’s request for assistance, until the supervisor clears it by the flag', async () => {
    await ben.askForAssistance('Never saw this model');
    const flag = supervisor
      .row(issue)
      .getByRole('button', { name: /Assistance requested by Ben Whitaker: Never saw this model/ });
    await flag.waitFor();
    await supervisor.attention.filter({ hasText: /need attention/ }).waitFor({ state: 'attached' });
    await flag.click();
    await flag.waitFor({ state: 'detached' });
    await ben.page.locator('.conversation assist-flag').getByRole('button', { name: 'Need assistance' }).waitFor();
  });

  it('is transferred with a note: the one loses it with a notice, the other accepts it', async () => {
    await supervisor.sendTo(issue, 'Transfer chat', 'Chiara Romano', { note: 'knows printers' });
    await ben.toasts.getByText(/Nora Lindqvist moved your chat with Adele Fontaine to Chiara Romano/).waitFor();
    await ben.chat(issue).waitFor({ state: 'detached' });
    await chiara.chat(issue).getByText('Transferred to you').waitFor();
    await chiara
      .chat(issue)
      .getByRole('button', { name: /^Accept/ })
      .click();
    await chiara.chat(issue).getByText('Yours').waitFor();
    await supervisor.row(issue).getByText('Assigned').waitFor();
  });

  it('is not released when the question is cancelled, and is when it is confirmed', async () => {
    await supervisor.choose(issue, 'Release chat');
    await supervisor.confirmation.getByRole('button', { name: 'Cancel' }).click();
    await supervisor.confirmation.waitFor({ state: 'hidden' });
    await supervisor.row(issue).getByText('Chiara Romano').waitFor();
    await supervisor.choose(issue, 'Release chat');
    await supervisor.confirmation.getByRole('button', { name: 'Release chat' }).click();
    await supervisor.row(issue).getByText('Pending').waitFor();
    await chiara.chat(issue).waitFor({ state: 'detached' });
  });

  it('has left one Report_Event per deed, and none for what was cancelled', async () => {
    const [chat] = await floor.rows<{ id: string }>(`SELECT id FROM chats WHERE issue = '${issue}'`);
    assert.ok(chat);
    const records = await floor.until(
      () =>
        floor.rows<Record<string, unknown>>(
          `SELECT command, actor_id, from_name, to_name, outcome, note, event_status, session_id
           FROM report_events WHERE chat_id = '${chat.id}' ORDER BY started_at`,
        ),
      (rows) => rows.length >= 4,
    );
    const common = { actor_id: 'nora.lindqvist', outcome: 'done', event_status: 'Complete', session_id: chat.id };
    assert.deepEqual(
      records.map((record) => ({ ...record })),
      [
        { ...common, command: 'assign', from_name: 'Service Desk', to_name: 'Ben Whitaker', note: null },
        { ...common, command: 'clear-assist', from_name: 'Ben Whitaker', to_name: null, note: null },
        { ...common, command: 'transfer', from_name: 'Ben Whitaker', to_name: 'Chiara Romano', note: 'knows printers' },
        { ...common, command: 'release', from_name: 'Chiara Romano', to_name: 'Service Desk', note: null },
      ],
    );
  });

  it('ran under the strict policy without a complaint', async () => {
    const answer = await window.request.get(`${floor.url}/s/supervisor/portal`);
    assert.match(answer.headers()['content-security-policy'] ?? '', /require-trusted-types-for 'script'/);
    assert.deepEqual(floor.complaints(), []);
  });
});
