import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page, Route } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { SupervisorDriver } from '../harness/roles.js';

type Answer = NonNullable<Parameters<Route['fulfill']>[0]>;

function problem(status: number, code: string, more: object = {}): Answer {
  const body = JSON.stringify({ type: 'about:blank', status, code, detail: `Says the server: ${code}.`, ...more });
  return { status, contentType: 'application/problem+json', body };
}

const signInPage: Answer = { status: 200, contentType: 'text/html', body: '<!doctype html><p>Please sign in' };

let floor: DemoFloor;
before(async () => {
  floor = await DemoFloor.start();
});
after(() => floor.close());

describe('a server that answers a command with', () => {
  const issue = 'Gets faulty answers';
  const beside = 'Stands beside the faulty one';
  let nora: SupervisorDriver;
  let chatId: string;

  before(async () => {
    const window = await floor.window();
    const page = await window.newPage();
    // Time runs as always, but can be put forward: nobody waits for a timeout.
    await page.clock.install();
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist', 'supervisor', page));
    const [adele, chiara] = await Promise.all([
      Person.signIn(floor.url, 'adele.fontaine'),
      Person.signIn(floor.url, 'chiara.romano'),
    ]);
    await chiara.takeAtOnce(15);
    chatId = await adele.openChat({ issue });
    await adele.openChat({ issue: beside });
    await nora.search('faulty');
    await nora.sendTo(issue, 'Assign to agent', 'Chiara Romano');
  });

  let recorded = 1;

  /** Releases the chat, with the server's answer replaced; resolves once the message is read. */
  async function release(answer: Answer | 'none', message: string): Promise<void> {
    await nora.page.route('**/commands', (route) => (answer === 'none' ? undefined : route.fulfill(answer)), {
      times: 1,
    });
    await nora.choose(issue, 'Release chat');
    await nora.confirmation.getByRole('button', { name: 'Release chat' }).click();
    if (answer === 'none') {
      await nora
        .row(issue)
        .getByRole('button', { name: /In progress$/ })
        .waitFor();
      await nora.page.clock.fastForward(16_000);
    }
    await nora.page.getByRole('alert').getByText(message).waitFor({ timeout: 20_000 });
  }

  /** What was guessed is taken back; the row is as the database has it, and so is the one beside it. */
  async function assertUnchanged(outcome: string, error: string): Promise<void> {
    await nora.row(issue).getByText('Chiara Romano').waitFor();
    await nora.row(issue).getByText('Assigned').waitFor();
    await nora.row(beside).getByText('Pending').waitFor();
    assert.equal(await nora.page.getByText(/^Showing the state of/).count(), 0);
    recorded += 1;
    const rows = await floor.until(
      () =>
        floor.rows<{ outcome: string; error: string }>(
          `SELECT outcome, error_code AS error FROM report_events WHERE chat_id = '${chatId}' ORDER BY started_at`,
        ),
      (found) => found.length >= recorded,
    );
    assert.equal(rows.length, recorded);
    assert.deepEqual({ ...rows.at(-1) }, { outcome, error });
    await nora.page.getByRole('button', { name: 'Dismiss' }).click();
  }

  const refusals: readonly (readonly [name: string, answer: Answer, message: string, code: string])[] = [
    ['403', problem(403, 'forbidden'), 'You do not have permission to do this.', 'forbidden'],
    ['404', problem(404, 'not-found'), 'This chat is not on the floor any more.', 'not-found'],
    [
      '409',
      problem(409, 'conflict', { by: { id: 'tomas.keller', name: 'Tomas Keller' } }),
      'Tomas Keller changed this chat.',
      'conflict',
    ],
    ['422', problem(422, 'invalid'), 'The chat service refused: Says the server: invalid.', 'invalid'],
    [
      '429 and Retry-After',
      { ...problem(429, 'rate-limited'), headers: { 'Retry-After': '7' } },
      'Too many actions at once. Try again in 7 seconds.',
      'rate-limited',
    ],
  ];
  for (const [name, answer, message, code] of refusals) {
    it(`${name}: says so, takes the guess back and records the refusal`, async () => {
      await release(answer, message);
      await assertUnchanged('refused', code);
    });
  }

  it('500: asks what became of it, and says that nothing was changed', async () => {
    await release(
      { status: 500, contentType: 'text/html', body: '<h1>Oops' },
      'The chat service cannot be reached. Nothing was changed; try again.',
    );
    await assertUnchanged('failed', 'unavailable');
  });

  it('a page instead of JSON: does not take it for an answer', async () => {
    await release(signInPage, 'The chat service gave an answer that could not be understood.');
    await assertUnchanged('failed', 'protocol');
  });

  it('nothing at all: gives up after a while, and finds out', async () => {
    await release('none', 'The chat service did not answer in time. Nothing was changed; try again.');
    await assertUnchanged('failed', 'timeout');
  });

  it('403 to a message keeps the text', async () => {
    await nora.choose(issue, 'Participate Chat');
    const field = nora.transcript.getByRole('textbox');
    await nora.page.route('**/messages', (route) => route.fulfill(problem(403, 'forbidden')), { times: 1 });
    await field.fill('precious words');
    await field.press('Enter');
    await nora.transcript.getByRole('alert').getByText('Not sent. You do not have permission to do this.').waitFor();
    assert.equal(await field.inputValue(), 'precious words');
    await field.press('Enter');
    await nora.transcript.getByRole('log').getByText('precious words').waitFor();
    // The stream may bring the message before the call is answered.
    await floor.until(
      () => field.inputValue(),
      (text) => text === '',
    );
  });

  it('ran without a complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});

describe('a server whose live data cannot be had', () => {
  /** Opens the portal, in a browser that has never seen the floor, with the answer to every call of this address replaced. */
  async function openWith(address: string, answer: Answer): Promise<SupervisorDriver> {
    const window = await floor.window();
    const page = await window.newPage();
    await page.route(address, (route) => route.fulfill(answer));
    return new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist', 'supervisor', page));
  }

  async function assertSays(supervisor: SupervisorDriver, title: string, hint: string): Promise<void> {
    const grid = supervisor.page.locator('chat-monitor-grid');
    await grid.getByText(title, { exact: true }).first().waitFor({ timeout: 20_000 });
    await grid.getByText(hint, { exact: true }).waitFor();
  }

  /** The fault is over when the user asks, and not before: a page that comes back by itself has nothing to press. */
  async function assertRecovers({ page, grid }: SupervisorDriver): Promise<void> {
    await page.exposeFunction('endFault', () => page.unrouteAll());
    await page.evaluate(() => {
      const { endFault } = window as unknown as { endFault(): Promise<void> };
      addEventListener('click', () => void endFault(), { capture: true, once: true });
    });
    await page.locator('chat-monitor-grid').getByRole('button', { name: 'Try again' }).click();
    await grid.getByRole('row').nth(5).waitFor({ timeout: 20_000 });
    await page.context().close();
  }

  const stream = '**/api/v1/stream';
  const session = '**/api/v1/session';
  const unreachable = 'The chat service cannot be reached.';
  const odd = 'The chat service reported a problem.';
  const faults: readonly (readonly [name: string, address: string, answer: Answer, hint: string])[] = [
    ['the session is answered with 500', session, { status: 500, body: 'Oops' }, unreachable],
    ['the session is a page', session, signInPage, odd],
    [
      'the session is answered with 429',
      session,
      { ...problem(429, 'rate-limited'), headers: { 'Retry-After': '60' } },
      'The chat service asks to wait for a while.',
    ],
    ['the session is no session', session, { status: 200, contentType: 'application/json', body: '{"viewer":7}' }, odd],
    ['the stream is answered with 503', stream, problem(503, 'unavailable'), unreachable],
    ['the stream is a page', stream, signInPage, odd],
    [
      'the stream is cut in the middle of an event',
      stream,
      { status: 200, contentType: 'text/event-stream', body: 'event: changes\ndata: {"watch":"1","upserts":[{"id":' },
      unreachable,
    ],
  ];
  for (const [name, address, answer, hint] of faults) {
    it(`says so when ${name}, and comes back`, async () => {
      const supervisor = await openWith(address, answer);
      await assertSays(supervisor, 'Offline', hint);
      await assertRecovers(supervisor);
    });
  }

  it('says who is not permitted', async () => {
    const supervisor = await openWith(stream, problem(403, 'forbidden'));
    await assertSays(
      supervisor,
      'You do not have permission to watch chats',
      'This needs the supervisor role. Ask your administrator.',
    );
    await supervisor.page.context().close();
  });

  it('ran without a complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});

describe('a sign-in that ends in another tab', () => {
  let window: BrowserContext;
  let nora: SupervisorDriver;
  let other: Page;

  before(async () => {
    window = await floor.window();
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    await nora.grid.getByRole('row').nth(5).waitFor();
    other = await floor.open(window, 'supervisor', 'nora.lindqvist');
  });

  async function signOut(): Promise<void> {
    await other.getByRole('button', { name: /^Account of/ }).click();
    await other.getByRole('button', { name: 'Sign out' }).click();
    await other
      .getByRole('heading', { name: /sign in/i })
      .first()
      .waitFor();
  }

  const signedOut = () =>
    nora.page
      .locator('chat-monitor-grid')
      .getByText(/^You are signed out\. Showing the state of \d/)
      .first();

  it('is said, with what was known and nothing to be done', async () => {
    await signOut();
    await signedOut().waitFor();
    const row = nora.grid.getByRole('row').nth(3);
    await row.getByRole('button', { name: /^Actions for/ }).click();
    await nora.menu.getByRole('menuitem', { disabled: true }).getByText('You are signed out').first().waitFor();
    await nora.page.keyboard.press('Escape');
  });

  it('goes on once the same person is signed in again', async () => {
    await other.goto(`${floor.url}/s/supervisor/portal?as=nora.lindqvist`);
    await other.getByRole('button', { name: 'Account of Nora Lindqvist' }).waitFor();
    await nora.page.locator('chat-monitor-grid').getByRole('button', { name: 'Try again' }).click();
    await signedOut().waitFor({ state: 'detached' });
    await nora.grid.getByRole('row').nth(5).waitFor();
  });

  it('shows another person only that person’s chats', async () => {
    await nora.page.locator('chat-monitor-grid').getByRole('row').filter({ hasText: 'Northwind' }).first().waitFor();
    await signOut();
    await signedOut().waitFor();
    await other.goto(`${floor.url}/s/supervisor/portal?as=amara.okafor`);
    await other.getByRole('button', { name: 'Account of Amara Okafor' }).waitFor();
    await nora.page.locator('chat-monitor-grid').getByRole('button', { name: 'Try again' }).click();
    await nora.grid.getByRole('row').filter({ hasText: 'Calder' }).first().waitFor();
    await nora.grid.getByRole('row').filter({ hasText: 'Northwind' }).first().waitFor({ state: 'detached' });
    const [open] = await floor.rows<{ count: number }>(
      `SELECT count(*)::int FROM chats WHERE status <> 'closed' AND company_id = 'calder'`,
    );
    await nora.page
      .locator('chat-monitor-grid')
      .getByText(`${String(open?.count)} chats`, { exact: true })
      .first()
      .waitFor();
  });

  it('left no complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
