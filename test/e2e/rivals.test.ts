import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Route } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { SupervisorDriver } from '../harness/roles.js';

describe('two supervisors and one chat', () => {
  let floor: DemoFloor;
  let nora: SupervisorDriver;
  let tomas: SupervisorDriver;
  let adele: Person;

  before(async () => {
    floor = await DemoFloor.start();
    const window = await floor.window();
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    tomas = new SupervisorDriver(await floor.open(window, 'supervisor', 'tomas.keller', 'tomas'));
    adele = await Person.signIn(floor.url, 'adele.fontaine');
    for (const agent of ['chiara.romano', 'elif.kaya']) await (await Person.signIn(floor.url, agent)).takeAtOnce(15);
    await nora.grid.getByRole('row').nth(5).waitFor();
    await tomas.grid.getByRole('row').nth(5).waitFor();
  });
  after(() => floor.close());

  /** Opens a chat, and the pane on it; nothing is chosen yet. */
  async function openPane(supervisor: SupervisorDriver, issue: string, target: string): Promise<void> {
    await supervisor.search(issue);
    await supervisor.choose(issue, /^(Assign to agent|Transfer chat)$/);
    await supervisor.pane.getByRole('option', { name: target }).click();
  }

  const submit = (supervisor: SupervisorDriver): Promise<void> =>
    supervisor.pane.getByRole('button', { name: /^(Assign|Transfer)$/ }).click();

  /** Lets commands go on to the server only when each of the supervisors has given one. */
  async function holdCommands(supervisors: readonly SupervisorDriver[]): Promise<void> {
    let missing = supervisors.length;
    let letGo = (): void => {};
    const complete = new Promise<void>((resolve) => (letGo = resolve));
    for (const { page } of supervisors) {
      const hold = async (route: Route): Promise<void> => {
        missing -= 1;
        if (missing === 0) letGo();
        await complete;
        await route.continue();
      };
      await page.route('**/commands', hold, { times: 1 });
    }
  }

  const assigneeOf = async (chatId: string): Promise<string> => {
    const [row] = await floor.rows<{ name: string }>(
      `SELECT u.name FROM chats c JOIN users u ON u.id = c.assignee_id WHERE c.id = '${chatId}'`,
    );
    return row?.name ?? '';
  };

  const records = (chatId: string, count: number): Promise<readonly object[]> =>
    floor.until(
      () =>
        floor.rows<object>(
          `SELECT actor_id AS actor, to_name AS "to", outcome, error_code AS error FROM report_events
            WHERE chat_id = '${chatId}' ORDER BY outcome`,
        ),
      (rows) => rows.length >= count,
    );

  it('who decide in the same moment: one wins, the other reads who did and what the chat is now', async () => {
    const issue = 'Mouse moves by itself';
    const id = await adele.openChat({ issue });
    await Promise.all([openPane(nora, issue, 'Elif Kaya'), openPane(tomas, issue, 'Chiara Romano')]);
    await holdCommands([nora, tomas]);
    await Promise.all([submit(nora), submit(tomas)]);

    const winner = await floor.until(
      () => assigneeOf(id),
      (name) => name !== '',
    );
    const noraWon = winner === 'Elif Kaya';
    const [won, lost] = noraWon ? [nora, tomas] : [tomas, nora];
    await won.pane.waitFor({ state: 'hidden' });
    const faster = noraWon ? 'Nora Lindqvist' : 'Tomas Keller';
    await lost.pane.getByRole('alert').getByText(`${faster} assigned this chat to ${winner}.`).waitFor();
    await lost.page.keyboard.press('Escape');
    await lost.pane.waitFor({ state: 'hidden' });
    await nora.row(issue).getByText(winner).waitFor();
    await tomas.row(issue).getByText(winner).waitFor();

    const [first, second] = noraWon ? ['nora.lindqvist', 'tomas.keller'] : ['tomas.keller', 'nora.lindqvist'];
    assert.deepEqual(
      (await records(id, 2)).map((row) => ({ ...row })),
      [
        { actor: first, to: winner, outcome: 'done', error: null },
        { actor: second, to: noraWon ? 'Chiara Romano' : 'Elif Kaya', outcome: 'refused', error: 'conflict' },
      ],
    );
  });

  it('where one releases the chat that the other is about to transfer', async () => {
    const issue = 'Screen is upside down';
    const id = await adele.openChat({ issue });
    await openPane(nora, issue, 'Elif Kaya');
    await submit(nora);
    await nora.pane.waitFor({ state: 'hidden' });

    await openPane(tomas, issue, 'Chiara Romano');
    await nora.choose(issue, 'Release chat');
    await nora.confirmation.getByRole('button', { name: 'Release chat' }).click();
    await nora.row(issue).getByText('Pending').waitFor();
    // Nothing was sent yet, so the row alone says what happened; who did it comes with an answer.
    const released = 'Meanwhile this chat was released. It is waiting in Service Desk now.';
    await tomas.pane.getByRole('alert').getByText(released).waitFor();
    assert.equal(await tomas.pane.getByRole('button', { name: 'Transfer' }).isDisabled(), true);
    await tomas.page.keyboard.press('Escape');
    await tomas.pane.waitFor({ state: 'hidden' });
    await tomas.row(issue).getByText('Pending').waitFor();
    assert.equal(await assigneeOf(id), '');
  });

  it('is no false conflict when only messages came in meanwhile', async () => {
    const issue = 'Talks without end';
    const id = await adele.openChat({ issue });
    await openPane(nora, issue, 'Chiara Romano');
    await submit(nora);
    await nora.row(issue).getByText('Chiara Romano').waitFor();

    let talking = true;
    let written = 0;
    const talk = (async () => {
      while (talking) await adele.write(id, `And another thing, number ${String(++written)}`);
    })();
    try {
      await openPane(nora, issue, 'Elif Kaya');
      const before = written;
      await floor.until(
        () => Promise.resolve(written),
        (now) => now > before + 5,
      );
      await submit(nora);
      await nora.pane.waitFor({ state: 'hidden' });
      await nora.row(issue).getByText('Transferred to Elif Kaya').waitFor();
    } finally {
      talking = false;
      await talk;
    }
    assert.deepEqual(
      (await records(id, 2)).map((row) => ({ ...row })),
      [
        { actor: 'nora.lindqvist', to: 'Chiara Romano', outcome: 'done', error: null },
        { actor: 'nora.lindqvist', to: 'Elif Kaya', outcome: 'done', error: null },
      ],
    );
  });

  it('ran without a complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
