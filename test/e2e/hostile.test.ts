import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { AgentDriver, CustomerDriver, SupervisorDriver } from '../harness/roles.js';
import { turnedTexts } from '../harness/turned-texts.js';

/** Markup that would call out, and a character that turns everything after it around. */
const hostileEnd = '\u202Eesrever &amp;';
const hostile = (what: string): string => `${what} <img src="/boom" onerror="alert(1)"> ${hostileEnd}`;

/** As text matches: what a page may leave out are characters that are not seen. */
const shown = (what: string): RegExp => new RegExp(`${what} <img src="/boom" onerror="alert\\(1\\)">`);

describe('hostile texts', () => {
  let floor: DemoFloor;
  let window: BrowserContext;
  let nora: SupervisorDriver;
  let ben: AgentDriver;
  let chiara: AgentDriver;
  let customer: CustomerDriver;
  let pages: readonly Page[];
  const requests: string[] = [];

  before(async () => {
    floor = await DemoFloor.start();
    window = await floor.window();
    window.on('request', (request) => requests.push(request.url()));
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    ben = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker', 'ben'));
    chiara = new AgentDriver(await floor.open(window, 'agent', 'chiara.romano', 'chiara'));
    customer = new CustomerDriver(await floor.open(window, 'customer', 'adele.fontaine'));
    pages = [nora.page, ben.page, chiara.page, customer.page];
    await ben.takeAtOnce(15);
  });
  after(() => floor.close());

  /** Nothing became an element, and no text turns what stands beside it. */
  async function assertHarmless(): Promise<void> {
    for (const page of pages) {
      assert.equal(await page.locator('img[src="/boom"]').count(), 0);
      assert.deepEqual(await turnedTexts(page, hostileEnd), [], page.url());
    }
  }

  it('in issue and first message are text everywhere', async () => {
    await customer.openChat(hostile('Issue'), { text: hostile('First') });
    await customer.messages.getByText(shown('First')).waitFor();
    await nora.search('Issue <img');
    await nora.row('Issue <img').getByText(shown('Issue')).waitFor();
    await nora.choose('Issue <img', 'Assign to agent');
    await nora.pane.getByText(shown('Issue')).waitFor();
    await assertHarmless();
    await nora.pane.getByRole('option', { name: 'Ben Whitaker' }).click();
    await nora.pane.getByRole('button', { name: 'Assign', exact: true }).click();
    await ben.open('Issue <img');
    await ben.transcript.getByText(shown('First')).waitFor();
    await assertHarmless();
  });

  it('in messages of both sides', async () => {
    await ben.write(hostile('From the agent'));
    await customer.messages.getByText(shown('From the agent')).waitFor();
    await customer.write(hostile('From the customer'));
    await ben.transcript.getByText(shown('From the customer')).waitFor();
    await assertHarmless();
  });

  it('in a request for assistance', async () => {
    await ben.askForAssistance(hostile('Help'));
    await nora
      .row('Issue <img')
      .getByRole('button', { name: shown('Help') })
      .hover();
    await assertHarmless();
  });

  it('in the note of a transfer', async () => {
    await nora.sendTo('Issue <img', 'Transfer chat', 'Chiara Romano', { note: hostile('Note') });
    await chiara.chat('Issue <img').getByText(shown('Note')).waitFor();
    await ben.toasts.getByText(shown('Note')).waitFor();
    await ben.notices.getByText(shown('Note')).waitFor();
    await assertHarmless();
  });

  it('in the report', async () => {
    // It is read once, when it is opened.
    await floor.until(
      () => floor.rows(`SELECT 1 FROM report_events WHERE to_name = 'Chiara Romano'`),
      ({ length }) => length > 0,
    );
    await nora.page.getByRole('link', { name: 'Reports' }).click();
    await nora.page.getByRole('table').getByText('Chiara Romano').waitFor();
    await assertHarmless();
    await nora.page.getByRole('link', { name: 'Chat monitoring' }).click();
  });

  it('in the audit log, with all that a record has', async () => {
    await nora.page.getByRole('tab', { name: 'Audit log' }).click();
    const log = nora.page.locator('report-event-log');
    const transfer = log.getByRole('row').filter({ hasText: 'Chiara Romano' });
    await transfer.getByRole('button', { name: /details$/ }).click();
    await log.getByText(shown('Note')).first().waitFor();
    await assertHarmless();
    await nora.page.getByRole('tab', { name: 'Chats' }).click();
  });

  it('are no names: nobody can choose an own one', async () => {
    const answer = await fetch(`${floor.url}/s/x/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Chat-Monitor': '1' },
      body: JSON.stringify({ userId: 'adele.fontaine', name: hostile('Name') }),
    });
    assert.equal(answer.status, 422);
  });

  it('asked for nothing, and broke no policy', () => {
    assert.deepEqual(
      requests.filter((url) => url.includes('boom')),
      [],
    );
    assert.deepEqual(floor.complaints(), []);
  });
});

describe('a message of 10 MB', () => {
  const issue = 'Sends whole books';
  const book = 'x'.repeat(10 * 1024 * 1024);
  let floor: DemoFloor;
  let ben: AgentDriver;

  before(async () => {
    floor = await DemoFloor.start();
    const window = await floor.window();
    const [adele, tomas] = await Promise.all([
      Person.signIn(floor.url, 'adele.fontaine'),
      Person.signIn(floor.url, 'tomas.keller'),
      Person.signIn(floor.url, 'ben.whitaker').then((person) => person.takeAtOnce(15)),
    ]);
    const id = await adele.openChat({ issue });
    const [chat] = await floor.rows<{ version: string }>(
      `SELECT assignment_version::text AS version FROM chats WHERE id = '${id}'`,
    );
    const toBen = { type: 'assign', to: { type: 'agent', id: 'ben.whitaker' } };
    assert.equal((await tomas.command(id, toBen, chat?.version ?? '')).status, 200);
    ben = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker', 'ben'));
    await ben.open(issue);
  });
  after(() => floor.close());

  const messages = async (): Promise<number> => {
    const [row] = await floor.rows<{ count: number }>('SELECT count(*)::int FROM messages WHERE length(text) > 10000');
    return row?.count ?? -1;
  };

  it('is not sent while it is longer than the administrator allows; the text is kept', async () => {
    const field = ben.transcript.getByRole('textbox');
    await field.evaluate((element: HTMLTextAreaElement, text) => {
      element.value = text;
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }, book);
    await ben.transcript
      .getByRole('alert')
      .getByText(/^[\d,]+ characters too long$/)
      .waitFor();
    await field.press('Enter');
    assert.equal(await ben.transcript.getByRole('button', { name: 'Send' }).isDisabled(), true);
    assert.equal((await field.inputValue()).length, book.length);
    assert.equal(await messages(), 0);
  });

  it('is refused by the server with a reason, and the text is kept', async () => {
    // Grows on its way: what the server refuses is not what the page would.
    await ben.page.route('**/messages', (route) => route.continue({ postData: JSON.stringify({ text: book }) }), {
      times: 1,
    });
    const field = ben.transcript.getByRole('textbox');
    await field.fill('a book');
    await field.press('Enter');
    await ben.transcript
      .getByRole('alert')
      .getByText(/^Not sent\. The chat service refused: The body is larger/)
      .waitFor();
    assert.equal(await field.inputValue(), 'a book');
    await field.press('Enter');
    await ben.transcript.getByRole('log').getByText('a book').waitFor();
    assert.equal(await messages(), 0);
  });

  it('ran without a complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
