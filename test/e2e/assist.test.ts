import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { colorOf } from '../harness/color.js';
import { DemoFloor } from '../harness/demo-floor.js';
import { Desktop } from '../harness/desktop.js';
import { eventsOf, recordEvents } from '../harness/dom-events.js';
import { emptyQueue } from '../harness/empty-queue.js';
import { Person } from '../harness/person.js';
import { AgentDriver, SupervisorDriver } from '../harness/roles.js';

interface AssistDetail {
  readonly chatId?: string;
  readonly assistId: string;
  readonly message?: string;
}

/** An agent asks for help; a supervisor, another one, an administrator and the agent see what becomes of it. */
describe('a request for assistance', () => {
  const issue = 'Badge opens the wrong doors';
  let floor: DemoFloor;
  let desktop: Desktop;
  let quentin: Person;
  let chatId: string;
  let nora: SupervisorDriver;
  let norasOtherTab: SupervisorDriver;
  let tomas: SupervisorDriver;
  let priya: SupervisorDriver;
  let nadia: AgentDriver;

  before(async () => {
    floor = await DemoFloor.start();
    const window = await floor.window();
    desktop = await Desktop.open(window);
    await recordEvents(window, ['assist-requested', 'assist-cleared']);
    await emptyQueue(floor, 'cf-access', 'cf-branch');
    quentin = await Person.signIn(floor.url, 'quentin.rhodes');
    chatId = await quentin.openChat({ issue, companyId: 'calder', queueId: 'cf-access' });
    const openAs = async (userId: string, slot: string): Promise<SupervisorDriver> =>
      new SupervisorDriver(await floor.open(window, 'supervisor', userId, slot));
    nora = await openAs('nora.lindqvist', 'nora');
    norasOtherTab = await openAs('nora.lindqvist', 'nora');
    tomas = await openAs('tomas.keller', 'tomas');
    priya = await openAs('priya.raman', 'priya');
    nadia = new AgentDriver(await floor.open(window, 'agent', 'nadia.haddad'));
    await nadia.takeAtOnce(15);
    for (const each of everybody()) {
      await each.search(issue);
      await each.row(issue).waitFor();
    }
    await nora.sendTo(issue, 'Assign to agent', 'Nadia Haddad');
    await nadia.open(issue);
  });
  after(() => floor.close());

  function everybody(): readonly SupervisorDriver[] {
    return [nora, norasOtherTab, tomas, priya];
  }

  async function raised(message: string): Promise<void> {
    await nadia.askForAssistance(message);
    for (const each of everybody()) await each.flag(issue).and(each.page.getByLabel(message)).waitFor();
  }

  async function withdraw(): Promise<void> {
    await nadia.flag.and(nadia.page.getByLabel(/Clear assist request/)).click();
    await nadia.page.getByRole('button', { name: 'Need assistance' }).waitFor();
  }

  /** Nobody shows the flag any more. */
  async function takenDown(): Promise<void> {
    for (const each of everybody()) await each.flag(issue).waitFor({ state: 'hidden' });
    await nadia.page.getByRole('button', { name: 'Need assistance' }).waitFor();
  }

  /** What a tab decides by Web Locks is decided once locks that it asked for later are there. */
  async function decided(page: Page): Promise<void> {
    await page.evaluate(async () => {
      for (let round = 0; round < 3; round += 1) {
        await navigator.locks.request(`probe ${round}`, () => navigator.locks.query());
      }
    });
  }

  /** How many notifications each person has been sent so far, in all of their tabs. */
  async function sent(): Promise<Readonly<Record<'nora' | 'tomas' | 'priya', number>>> {
    for (const each of everybody()) await decided(each.page);
    return {
      nora: (await desktop.sent(nora.page)) + (await desktop.sent(norasOtherTab.page)),
      tomas: await desktop.sent(tomas.page),
      priya: await desktop.sent(priya.page),
    };
  }

  it('asks for leave to notify only when the supervisor clicks, and not an administrator at all', async () => {
    for (const each of everybody()) assert.equal(await desktop.asked(each.page), 0);
    const offer = { name: 'Notify me about requests' };
    assert.equal(await priya.page.getByRole('button', offer).count(), 0);
    await nora.page.getByRole('button', offer).click();
    await nora.page.getByRole('button', offer).waitFor({ state: 'detached' });
    assert.equal(await desktop.asked(nora.page), 1);
  });

  it('was made before the page came: no event, and no notification', async () => {
    // The seed has two of them.
    await nora.search('');
    await nora.grid
      .getByRole('button', { name: /^Assistance requested by/ })
      .nth(1)
      .waitFor();
    await nora.search(issue);
    assert.deepEqual(await eventsOf(nora.page, 'assist-requested'), []);
    assert.deepEqual(await sent(), { nora: 0, tomas: 0, priya: 0 });
  });

  it('raises a red flag in the first column, lights the circle, and fires one event', async () => {
    await nora.watchQueue('Identity & Access');
    await nora.row(issue).waitFor();
    await floor.until(
      () => nora.attention.innerText(),
      (text) => text === '',
    );
    await desktop.lookAt(nora.page);
    await raised('He wants the vault key');

    await nora
      .row(issue)
      .getByRole('button', { name: /^Assistance requested by Nadia Haddad: He wants the vault key/ })
      .waitFor();
    const [red, green, blue] = await colorOf(nora.flag(issue));
    assert.ok(red > 150 && red > 2 * green && red > 2 * blue, `rgb(${red}, ${green}, ${blue})`);
    await floor.until(
      () => nora.attention.innerText(),
      (text) => text === '1 chat needs attention',
    );
    const events = await eventsOf<AssistDetail>(nora.page, 'assist-requested');
    assert.deepEqual(
      events.map(({ message }) => message),
      ['He wants the vault key'],
    );
  });

  it('notifies the supervisor who looks elsewhere, and not the one who looks, in none of her tabs', async () => {
    await floor.until(
      () => desktop.shown(tomas.page),
      (shown) => shown.length > 0,
    );
    assert.deepEqual(await desktop.shown(tomas.page), [
      { title: 'Nadia Haddad needs assistance', body: 'Chat with Quentin Rhodes: He wants the vault key' },
    ]);
    assert.deepEqual(await sent(), { nora: 0, tomas: 1, priya: 0 });
  });

  it('is cleared by the supervisor’s click on the flag, for everybody', async () => {
    await nora.flag(issue).click();
    await takenDown();
    await floor.until(
      () => nora.attention.innerText(),
      (text) => text === '',
    );
    await floor.until(
      () => desktop.shown(tomas.page),
      (shown) => shown.length === 0,
    );
    for (const { page } of everybody()) {
      const [requested] = await eventsOf<AssistDetail>(page, 'assist-requested');
      assert.ok(requested);
      // Whoever cleared it does not see the flag any more before the server has said so.
      const cleared = await floor.until(
        () => eventsOf(page, 'assist-cleared'),
        ({ length }) => length > 0,
      );
      assert.deepEqual(cleared, [{ chatId, assistId: requested.assistId }]);
    }
  });

  it('sends one notification to a supervisor with two tabs, and none to an administrator', async () => {
    await desktop.lookAt();
    await raised('Now he wants the vault');
    const norasTabs = [nora.page, norasOtherTab.page];
    const shown = async () => (await Promise.all(norasTabs.map((page) => desktop.shown(page)))).flat();
    await floor.until(shown, (all) => all.length > 0);
    await floor.until(
      () => desktop.shown(tomas.page),
      (all) => all.length > 0,
    );
    assert.deepEqual(await sent(), { nora: 1, tomas: 2, priya: 0 });
  });

  it('is withdrawn by the agent: gone everywhere, notifications too', async () => {
    await withdraw();
    await takenDown();
    for (const { page } of everybody()) {
      await floor.until(
        () => desktop.shown(page),
        (shown) => shown.length === 0,
      );
      assert.equal((await eventsOf(page, 'assist-requested')).length, 2);
      assert.equal((await eventsOf(page, 'assist-cleared')).length, 2);
    }
  });

  it('has its notification taken back as soon as the supervisor looks', async () => {
    await raised('He found the vault');
    await floor.until(
      () => desktop.shown(tomas.page),
      (shown) => shown.length === 1,
    );
    await desktop.lookAt(tomas.page);
    await floor.until(
      () => desktop.shown(tomas.page),
      (shown) => shown.length === 0,
    );
    await tomas.flag(issue).waitFor();
    await withdraw();
    await takenDown();
    await desktop.lookAt();
  });

  it('notifies nobody when it is withdrawn before a tab hears of it', async () => {
    const before = await sent();
    // A page with an open dialog does nothing at all.
    const pages = [nora.page, norasOtherTab.page, tomas.page];
    const halted = pages.map((page) => ({
      dialog: page.waitForEvent('dialog'),
      end: page.evaluate(() => alert('Halt')),
    }));
    const dialogs = await Promise.all(halted.map(({ dialog }) => dialog));
    await nadia.askForAssistance('Never mind');
    await priya.flag(issue).waitFor();
    await withdraw();
    await priya.flag(issue).waitFor({ state: 'hidden' });
    await Promise.all(dialogs.map((dialog) => dialog.accept()));
    await Promise.all(halted.map(({ end }) => end));
    // What happens later is heard of later.
    const later = 'Vault asks for a password';
    await quentin.openChat({ issue: later, companyId: 'calder', queueId: 'cf-access' });
    for (const each of everybody()) {
      await each.search(later);
      await each.row(later).waitFor();
      await each.search(issue);
      await each.row(issue).waitFor();
      await each.flag(issue).waitFor({ state: 'hidden' });
    }
    assert.deepEqual(await sent(), before);
  });

  it('left one Report_Event per clear by a supervisor', async () => {
    const rows = await floor.rows<{ command: string; actor_id: string }>(
      `SELECT command, actor_id FROM report_events
        WHERE chat_id = '${chatId}' AND command = 'clear-assist' AND actor_id = 'nora.lindqvist'`,
    );
    assert.equal(rows.length, 1);
  });

  it('ran without a complaint of any page', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
