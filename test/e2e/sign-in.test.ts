import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { eventsOf, recordEvents } from '../harness/dom-events.js';
import { Person } from '../harness/person.js';
import { SupervisorDriver } from '../harness/roles.js';

type HostWindow = Window & { asked: number; signIn(): void; refuse(): void };

describe('a sign-in that ends at the backend', () => {
  let floor: DemoFloor;
  let window: BrowserContext;
  let nora: SupervisorDriver;
  let adele: Person;

  before(async () => {
    floor = await DemoFloor.start();
    window = await floor.window();
    await recordEvents(window, ['chat-connection-change']);
    adele = await Person.signIn(floor.url, 'adele.fontaine');
    await (await Person.signIn(floor.url, 'ben.whitaker')).takeAtOnce(15);
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    await nora.grid.getByRole('row').nth(3).waitFor();
    // The page's own way to sign in, at the moment that the test chooses.
    await nora.page.evaluate(() => {
      const host = Object.assign(globalThis as unknown as HostWindow, { asked: 0 });
      const monitor = document.querySelector('chat-monitor');
      if (monitor === null) throw new Error('no monitor');
      monitor.renewSignIn = async () => {
        host.asked += 1;
        const signs = await new Promise<boolean>((resolve) => {
          host.signIn = () => resolve(true);
          host.refuse = () => resolve(false);
        });
        if (!signs) return false;
        const answer = await fetch('sign-in', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Chat-Monitor': '1' },
          body: JSON.stringify({ userId: 'nora.lindqvist' }),
        });
        return answer.ok;
      };
    });
  });
  after(() => floor.close());

  /** The browser keeps its cookie, which is good for nothing any more. */
  async function revoke(): Promise<void> {
    const cookies = await window.cookies(`${floor.url}/s/supervisor/`);
    const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const headers = { Cookie, 'X-Chat-Monitor': '1' };
    const answer = await fetch(`${floor.url}/s/supervisor/sign-out`, { method: 'POST', headers });
    assert.equal(answer.status, 204);
  }

  const asked = (): Promise<number> => nora.page.evaluate(() => (globalThis as unknown as HostWindow).asked);

  it('is renewed by the page: the view stays, and is live again with what happened meanwhile', async () => {
    const issue = 'Stays while signing in';
    await adele.openChat({ issue });
    await nora.search('signing in');
    await nora.row(issue).waitFor();
    await revoke();
    await nora.page
      .locator('chat-monitor-grid')
      .getByText(/^Showing the state of \d.*Signing you in again…$/)
      .first()
      .waitFor();
    await nora.row(issue).waitFor();
    await adele.openChat({ issue: 'New while signing in' });
    await nora.page.evaluate(() => (globalThis as unknown as HostWindow).signIn());
    await nora.row('New while signing in').waitFor();
    await nora.sendTo(issue, 'Assign to agent', 'Ben Whitaker');
    await nora.row(issue).getByText('Ben Whitaker').waitFor();
    assert.equal(await asked(), 1);
    const states = await eventsOf<{ readonly status: string }>(nora.page, 'chat-connection-change');
    const statuses = states.map(({ status }) => status).filter((status, at, all) => status !== all[at - 1]);
    assert.deepEqual(statuses, ['live', 'stale', 'live']);
  });

  it('is over where it ends again at once, until the user tries again', async () => {
    await revoke();
    await nora.page
      .getByText(/^You are signed out\./)
      .first()
      .waitFor();
    await nora.row('Stays while signing in').waitFor();
    assert.equal(await asked(), 1);
    const grid = nora.page.locator('chat-monitor-grid');
    await grid.getByRole('button', { name: 'Try again' }).click();
    await grid
      .getByText(/Signing you in again…$/)
      .first()
      .waitFor();
    assert.equal(await asked(), 2);
    await nora.page.evaluate(() => (globalThis as unknown as HostWindow).refuse());
    await grid.getByRole('button', { name: 'Try again' }).click();
    await floor.until(asked, (times) => times === 3);
    await nora.page.evaluate(() => (globalThis as unknown as HostWindow).signIn());
    await grid
      .getByText(/Signing you in again…$/)
      .first()
      .waitFor({ state: 'detached' });
    await floor.until(
      () => grid.evaluate((element) => element.shadowRoot?.querySelector('.connection') === null),
      (live) => live,
    );
  });

  it('left no complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
