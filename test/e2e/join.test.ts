import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { eventsOf, recordEvents } from '../harness/dom-events.js';
import { Person } from '../harness/person.js';
import { AgentDriver, CustomerDriver, SupervisorDriver } from '../harness/roles.js';

interface OpenDetail {
  readonly chatId: string;
  readonly mode?: string;
}

/** A supervisor takes part in an agent's chat, or only reads along. */
describe('joining a chat', () => {
  const issue = 'Invoices speak in riddles';
  let floor: DemoFloor;
  let window: BrowserContext;
  let customer: CustomerDriver;
  let nora: SupervisorDriver;
  let tomas: SupervisorDriver;
  let ben: AgentDriver;
  let chatId: string;

  before(async () => {
    floor = await DemoFloor.start();
    window = await floor.window();
    await recordEvents(window, ['chat-open']);
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist', 'nora'));
    tomas = new SupervisorDriver(await floor.open(window, 'supervisor', 'tomas.keller', 'tomas'));
    ben = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker', 'ben'));
    customer = new CustomerDriver(await floor.open(window, 'customer', 'adele.fontaine'));
    await ben.takeAtOnce(15);
    await customer.openChat(issue);
    for (const supervisor of [nora, tomas]) {
      await supervisor.search(issue);
      await supervisor.row(issue).waitFor();
    }
    const [chat] = await floor.rows<{ id: string }>(`SELECT id FROM chats WHERE issue = '${issue}'`);
    chatId = chat?.id ?? '';
  });
  after(() => floor.close());

  /** The entries of the row's menu, in order, each with the reason where it is disabled. */
  async function entries(supervisor: SupervisorDriver): Promise<readonly string[]> {
    const items = await (await supervisor.openMenu(issue)).getByRole('menuitem').all();
    const texts = await Promise.all(items.map((item) => item.innerText()));
    await supervisor.page.keyboard.press('Escape');
    await supervisor.menu.waitFor({ state: 'hidden' });
    return texts.map((text) => text.replace(/\s+/g, ' ').trim());
  }

  /** What the supervisor's page could send by itself, whatever it shows. */
  async function sendAs(slot: string, text: string): Promise<{ readonly status: number; readonly body: unknown }> {
    const answer = await window.request.post(`${floor.url}/s/${slot}/api/v1/chats/${chatId}/messages`, {
      headers: { 'X-Chat-Monitor': '1', 'Idempotency-Key': crypto.randomUUID() },
      data: { text },
    });
    return { status: answer.status(), body: await answer.json() };
  }

  const participantsOfChat = () =>
    floor.rows<{ user_id: string; mode: string }>(`SELECT user_id, mode FROM participants WHERE chat_id = '${chatId}'`);

  it('is offered for a pending chat, for one that is handled, and not until a transfer is accepted', async () => {
    assert.deepEqual(await entries(nora), ['Participate Chat', 'Monitor Chat', 'Assign to agent']);
    await nora.sendTo(issue, 'Assign to agent', 'Ben Whitaker');
    await nora.row(issue).getByText('Assigned').waitFor();
    const handled = ['Participate Chat', 'Monitor Chat', 'Transfer chat', 'Release chat'];
    assert.deepEqual(await entries(nora), handled);
    await nora.sendTo(issue, 'Transfer chat', 'Chiara Romano');
    await nora.row(issue).getByText('Transferred to Chiara Romano').waitFor();
    assert.deepEqual(await entries(nora), ['Transfer chat', 'Release chat']);
    await nora.sendTo(issue, 'Transfer chat', 'Ben Whitaker');
    await nora.row(issue).getByText('Assigned').waitFor();
    assert.deepEqual(await entries(nora), handled);
  });

  it('is not offered to the assignee', async () => {
    const adele = await Person.signIn(floor.url, 'adele.fontaine');
    const own = 'Riddles speak in invoices';
    await adele.openChat({ issue: own });
    await nora.search(own);
    await nora.sendTo(own, 'Assign to agent', 'Nora Lindqvist (you)');
    await nora.row(own).getByText('Assigned').waitFor();
    const menu = await nora.openMenu(own);
    assert.equal(await menu.getByRole('menuitem', { name: /Participate|Monitor/ }).count(), 0);
    await menu.getByRole('menuitem', { name: 'Open chat' }).waitFor();
    await nora.page.keyboard.press('Escape');
    await nora.search(issue);
  });

  it('is shown without the agent role, disabled with the reason, and nothing happens', async () => {
    assert.deepEqual(await entries(tomas), [
      'Participate Chat Needs the agent role',
      'Monitor Chat Needs the agent role',
      'Transfer chat',
      'Release chat',
    ]);
    const menu = await tomas.openMenu(issue);
    for (const name of ['Participate Chat', 'Monitor Chat']) {
      const entry = menu.getByRole('menuitem', { name, disabled: true });
      // The reason belongs to the entry for who hears it as well.
      assert.match(await entry.ariaSnapshot(), /Needs the agent role/);
      await entry.click({ force: true });
    }
    await tomas.page.keyboard.press('Escape');
    await tomas.drawer.waitFor({ state: 'hidden' });
    assert.equal((await sendAs('tomas', 'Let me in')).status, 403);
    assert.deepEqual(await participantsOfChat(), []);
  });

  it('by Monitor brings the chat to My chats, to be read only', async () => {
    await ben.open(issue);
    await ben.write('Which riddle?');
    await nora.choose(issue, 'Monitor Chat');
    await nora.drawer.waitFor();
    await nora.joined(issue).getByText('Monitoring').waitFor();
    await nora.transcript.getByText('Which riddle?').waitFor();
    await nora.transcript.getByText('Monitoring — read only').waitFor();
    assert.equal(await nora.transcript.getByRole('textbox').count(), 0);
    await customer.write('The one with the sphinx');
    await nora.transcript.getByText('The one with the sphinx').waitFor();

    const { status, body } = await sendAs('nora', 'I am only reading');
    assert.equal(status, 403);
    assert.equal((body as { code?: string }).code, 'forbidden');
    assert.deepEqual(await floor.rows(`SELECT id FROM messages WHERE text = 'I am only reading'`), []);
  });

  it('is not offered to who is in the chat already: it can be opened and left', async () => {
    assert.deepEqual(await entries(nora), ['Open chat', 'Transfer chat', 'Release chat', 'Leave chat']);
    await nora.drawer.getByRole('button', { name: 'Close my chats' }).click();
    await nora.drawer.waitFor({ state: 'hidden' });
    await nora.choose(issue, 'Open chat');
    await nora.transcript.getByText('The one with the sphinx').waitFor();
    await nora.choose(issue, 'Leave chat');
    await nora.joined(issue).waitFor({ state: 'detached' });
    assert.deepEqual(await participantsOfChat(), []);
  });

  it('by Participate lets the supervisor write, and customer and agent read it', async () => {
    await nora.choose(issue, 'Participate Chat');
    await nora.joined(issue).getByText('Participating').waitFor();
    const field = nora.transcript.getByRole('textbox');
    await field.fill('It walks on three legs');
    await field.press('Enter');
    await customer.messages.getByText('It walks on three legs').waitFor();
    await ben.transcript.getByText('It walks on three legs').waitFor();
    assert.deepEqual(
      (await participantsOfChat()).map((row) => ({ ...row })),
      [{ user_id: 'nora.lindqvist', mode: 'participate' }],
    );
  });

  it('lets the page take over the opening: it is told which chat and how, and nothing else opens', async () => {
    const own = 'Sphinx wants an invoice';
    await nora.drawer.getByRole('button', { name: 'Close my chats' }).click();
    await nora.drawer.waitFor({ state: 'hidden' });
    const adele = await Person.signIn(floor.url, 'adele.fontaine');
    const id = await adele.openChat({ issue: own });
    await nora.search(own);
    await nora.row(own).waitFor();
    await nora.page.evaluate(() => {
      document.querySelector('chat-monitor-grid')?.addEventListener('chat-open', (event) => event.preventDefault());
    });
    await nora.choose(own, 'Monitor Chat');
    const opened = await floor.until(
      () => eventsOf<OpenDetail>(nora.page, 'chat-open'),
      (events) => events.at(-1)?.chatId === id,
    );
    assert.deepEqual(opened.at(-1), { chatId: id, mode: 'monitor' });
    // The chat is joined, and that is all that there is to see.
    await nora.openMenu(own);
    await nora.menu.getByRole('menuitem', { name: 'Leave chat' }).waitFor();
    await nora.page.keyboard.press('Escape');
    assert.equal(await nora.drawer.isVisible(), false);
    assert.notEqual(await nora.transcript.getAttribute('chat-id'), id);
    assert.equal(await nora.transcript.getByText(own).count(), 0);
  });

  it('ran without a complaint of any page', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
