import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DemoFloor } from '../harness/demo-floor.js';
import { eventsOf, recordEvents } from '../harness/dom-events.js';
import { Person } from '../harness/person.js';
import { AgentDriver, SupervisorDriver } from '../harness/roles.js';

/** What the page does with the next `chat-action`. */
type HostWindow = Window & {
  host: { does: 'nothing' | 'stops' | 'takes-over'; succeed(): void; fail(error: Error): void };
};

interface OutcomeDetail {
  readonly command: { readonly type: string; readonly chatId: string };
  readonly outcome?: string;
}

/** The page around the elements decides what becomes of an action. */
describe('an action in the hands of the page', () => {
  let floor: DemoFloor;
  let nora: SupervisorDriver;
  let adele: Person;
  let tomas: Person;
  const sent: string[] = [];

  before(async () => {
    floor = await DemoFloor.start();
    const tabs = await floor.window();
    await recordEvents(tabs, ['chat-action-done', 'chat-action-failed']);
    nora = new SupervisorDriver(await floor.open(tabs, 'supervisor', 'nora.lindqvist'));
    nora.page.on('request', (request) => {
      if (request.url().endsWith('/commands')) sent.push((request.postDataJSON() as { type: string }).type);
    });
    await new AgentDriver(await floor.open(tabs, 'agent', 'ben.whitaker')).takeAtOnce(15);
    await floor.until(
      () => floor.rows<{ capacity: number }>(`SELECT capacity FROM agents WHERE user_id = 'ben.whitaker'`),
      ([agent]) => agent?.capacity === 15,
    );
    [adele, tomas] = await Promise.all([
      Person.signIn(floor.url, 'adele.fontaine'),
      Person.signIn(floor.url, 'tomas.keller'),
    ]);
    await nora.page.evaluate(() => {
      const host: HostWindow['host'] = { does: 'nothing', succeed() {}, fail() {} };
      Object.assign(window, { host });
      // The last listener that there is: the default waits for it too.
      addEventListener('chat-action', (event) => {
        if (host.does === 'stops') event.preventDefault();
        if (host.does !== 'takes-over') return;
        event.respondWith(
          new Promise<void>((resolve, reject) => Object.assign(host, { succeed: resolve, fail: reject })),
        );
      });
    });
  });
  after(() => floor.close());

  function pageThat(does: HostWindow['host']['does']): Promise<void> {
    return nora.page.evaluate((chosen) => {
      (window as unknown as HostWindow).host.does = chosen;
    }, does);
  }

  /** A chat of Ben, on the grid. */
  async function handledChat(issue: string): Promise<string> {
    const id = await adele.openChat({ issue });
    const answer = await tomas.command(id, { type: 'assign', to: { type: 'agent', id: 'ben.whitaker' } }, '1');
    assert.equal(answer.status, 200, await answer.text());
    await nora.search(issue);
    await unchanged(issue);
    return id;
  }

  async function unchanged(issue: string): Promise<void> {
    await nora.row(issue).getByText('Ben Whitaker').waitFor();
    await nora.row(issue).getByText('Assigned').waitFor();
    await nora
      .row(issue)
      .getByRole('button', { name: /^Actions for [^,]*$/ })
      .waitFor();
  }

  async function recordsOf(chatId: string, count: number): Promise<readonly object[]> {
    const rows = await floor.until(
      () =>
        floor.rows(
          `SELECT command, actor_id AS actor, from_name AS "from", to_name AS "to", outcome, event_status AS status
             FROM report_events WHERE chat_id = '${chatId}' AND actor_id = 'nora.lindqvist'
              AND outcome <> 'performing' ORDER BY started_at`,
        ),
      (found) => found.length >= count,
    );
    return rows.map((row) => ({ ...row }));
  }

  async function release(issue: string): Promise<void> {
    await nora.choose(issue, 'Release chat');
    await nora.confirmation.getByRole('button', { name: 'Release chat' }).click();
    await nora.confirmation.waitFor({ state: 'hidden' });
  }

  /** Chooses an agent in the pane, and leaves it open with what it says. */
  async function transfer(issue: string, agent: string): Promise<void> {
    await nora.choose(issue, 'Transfer chat');
    await nora.option(agent).click();
    await nora.pane.getByRole('button', { name: 'Transfer', exact: true }).click();
  }

  it('is stopped: nothing is sent, nothing changes, nothing is recorded', async () => {
    const issue = 'Stapler without staples';
    const id = await handledChat(issue);
    await pageThat('stops');
    await release(issue);
    await transfer(issue, 'Chiara Romano');
    await nora.pane.waitFor({ state: 'hidden' });
    await unchanged(issue);
    assert.deepEqual(sent, []);

    // Nothing was put off either: what is done later is all that is on record.
    await pageThat('nothing');
    await release(issue);
    await nora.row(issue).getByText('Pending').waitFor();
    // The row says it before the command has left.
    await floor.until(
      () => Promise.resolve(sent.length),
      (count) => count > 0,
    );
    assert.deepEqual(sent.splice(0), ['release']);
    assert.deepEqual(
      (await recordsOf(id, 1)).map((record) => (record as { command: string }).command),
      ['release'],
    );
    const outcomes = await eventsOf<OutcomeDetail>(nora.page, 'chat-action-done');
    assert.deepEqual(
      outcomes.map(({ command }) => command.type),
      ['release'],
    );
    assert.deepEqual(await eventsOf(nora.page, 'chat-action-failed'), []);
  });

  it('is taken over: no command is sent, and what the page made of it is recorded', async () => {
    const issue = 'Hole punch has holes';
    const id = await handledChat(issue);
    await pageThat('takes-over');
    await transfer(issue, 'Chiara Romano');
    // Shown as under way for as long as the page takes.
    const underWay = nora.grid.getByRole('button', { name: /^Actions for .*, In progress$/, includeHidden: true });
    await underWay.waitFor({ state: 'attached' });
    await nora.page.evaluate(() => (window as unknown as HostWindow).host.succeed());
    await nora.pane.waitFor({ state: 'hidden' });

    assert.deepEqual(await recordsOf(id, 1), [
      {
        command: 'transfer',
        actor: 'nora.lindqvist',
        from: 'Ben Whitaker',
        to: 'Chiara Romano',
        outcome: 'done',
        status: 'Complete',
      },
    ]);
    assert.deepEqual(sent, []);
    const outcomes = await eventsOf<OutcomeDetail>(nora.page, 'chat-action-done');
    assert.deepEqual([outcomes.at(-1)?.command.type, outcomes.at(-1)?.command.chatId], ['transfer', id]);
    // The backend was not told by the page of this test, so it has the chat where it was.
    await unchanged(issue);
  });

  it('is taken over and fails: said to the user, taken back in the row, and recorded', async () => {
    const issue = 'Paper clip lost its shape';
    const id = await handledChat(issue);
    await transfer(issue, 'Chiara Romano');
    await floor.until(
      () => nora.pane.getByRole('button', { name: 'Working…' }).count(),
      (count) => count === 1,
    );
    await nora.page.evaluate(() => (window as unknown as HostWindow).host.fail(new Error('The form is locked')));
    await nora.pane.getByRole('alert').getByText(/\w/).first().waitFor();
    await nora.pane.getByRole('button', { name: 'Cancel' }).click();
    await unchanged(issue);

    assert.deepEqual(await recordsOf(id, 1), [
      {
        command: 'transfer',
        actor: 'nora.lindqvist',
        from: 'Ben Whitaker',
        to: 'Chiara Romano',
        outcome: 'failed',
        status: 'Complete',
      },
    ]);
    assert.deepEqual(sent, []);
    const failures = await eventsOf<OutcomeDetail>(nora.page, 'chat-action-failed');
    assert.deepEqual(
      failures.map(({ command, outcome }) => [command.type, command.chatId, outcome]),
      [['transfer', id, 'failed']],
    );
  });

  it('can be another one meanwhile: chats do not wait for each other', async () => {
    const slow = 'Glue takes its time';
    const slowId = await handledChat(slow);
    await transfer(slow, 'Chiara Romano');
    await nora.page.keyboard.press('Escape');
    await nora.pane.waitFor({ state: 'hidden' });
    const quick = 'Tape is quicker';
    const quickId = await handledChat(quick);
    await pageThat('nothing');
    await release(quick);
    await nora.row(quick).getByText('Pending').waitFor();
    assert.equal((await recordsOf(quickId, 1)).length, 1);
    assert.equal((await recordsOf(slowId, 0)).length, 0);
    await nora.page.evaluate(() => (window as unknown as HostWindow).host.succeed());
    assert.equal((await recordsOf(slowId, 1)).length, 1);
    await nora.search(slow);
    await unchanged(slow);
  });

  it('ran without a complaint of any page', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
