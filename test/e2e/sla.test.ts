import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator } from 'playwright-core';
import { colorOf } from '../harness/color.js';
import { DemoFloor } from '../harness/demo-floor.js';
import { emptyQueue } from '../harness/empty-queue.js';
import { Person } from '../harness/person.js';
import { SupervisorDriver } from '../harness/roles.js';

const minute = 60_000;

/** The administrator's limits: waiting 5 and 10 minutes, being handled 20 and 40; amber and red. */
describe('limits of time', () => {
  const issue = 'Prices stand still';
  const amber = [180, 83, 9];
  const red = [185, 28, 28];
  let ahead = 0;
  let floor: DemoFloor;
  let nora: SupervisorDriver;
  let late: SupervisorDriver;
  let quentin: Person;
  let chatId: string;

  before(async () => {
    floor = await DemoFloor.start({ now: () => Date.now() + ahead });
    const window = await floor.window();
    nora = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
    const wrong = await floor.window();
    await wrong.clock.install({ time: Date.now() + 60 * minute });
    late = new SupervisorDriver(await floor.open(wrong, 'supervisor', 'tomas.keller'));
    quentin = await Person.signIn(floor.url, 'quentin.rhodes');
    await emptyQueue(floor, 'cf-trading', 'cf-branch');
    chatId = await quentin.openChat({ issue, companyId: 'calder', queueId: 'cf-trading' });
    for (const supervisor of [nora, late]) {
      await supervisor.watchQueue('Trading Floor');
      await supervisor.row(issue).waitFor();
      // Its heading and one chat, once those of the other queues are gone.
      await floor.until(
        () => supervisor.grid.getByRole('row').count(),
        (count) => count === 2,
      );
    }
  });
  after(() => floor.close());

  /** The backend's clock goes on; pages hear of it with whatever comes next. */
  async function advance(minutes: number): Promise<void> {
    ahead += minutes * minute;
    await quentin.write(chatId, `Still, after ${minutes} minutes more`);
  }

  function queueTime(supervisor: SupervisorDriver): Locator {
    return supervisor.row(issue).getByRole('gridcell').nth(5);
  }

  function sessionTime(supervisor: SupervisorDriver): Locator {
    return supervisor.row(issue).getByRole('gridcell').nth(6);
  }

  /** The name of its sign, then its figures; white space of the markup left out. */
  async function textOf(cell: Locator): Promise<string> {
    return cell.evaluate((element) => {
      const sign = element.querySelector('svg')?.getAttribute('aria-label') ?? '';
      return `${sign} ${element.textContent}`.replace(/\s+/g, ' ').trim();
    });
  }

  /** What a cell of time says: its figures, and the words beside them. */
  async function says(cell: Locator, expected: RegExp): Promise<void> {
    await floor.until(
      () => textOf(cell),
      (text) => expected.test(text),
    );
  }

  /** The sign in the cell, and its colour: about the administrator's, mixed with the text's so that it can be read. */
  async function shows(cell: Locator, color: readonly number[] | undefined): Promise<void> {
    const sign = cell.locator('svg');
    assert.equal(await sign.count(), color === undefined ? 0 : 1);
    if (color === undefined) return;
    const drawn = await colorOf(sign);
    const distance = Math.hypot(...drawn.map((part, index) => part - (color[index] ?? 0)));
    assert.ok(distance < 60, `rgb(${drawn.join(', ')}) instead of rgb(${color.join(', ')})`);
  }

  async function circleSays(text: string): Promise<void> {
    for (const supervisor of [nora, late]) {
      await floor.until(
        () => supervisor.attention.innerText(),
        (said) => said === text,
      );
    }
  }

  it('are not near at first: time alone, no sign, no circle', async () => {
    await says(queueTime(nora), /^0:\d\d$/);
    await shows(queueTime(nora), undefined);
    await circleSays('');
  });

  it('warn in the row, by colour, sign and word, and do not light the circle', async () => {
    await advance(6);
    for (const supervisor of [nora, late]) {
      await says(queueTime(supervisor), /^close to the limit 6:\d\d$/);
      await shows(queueTime(supervisor), amber);
    }
    await circleSays('');
  });

  it('are missed in the row, by colour, sign and word, and light the circle', async () => {
    await advance(5);
    for (const supervisor of [nora, late]) {
      await says(queueTime(supervisor), /^over the limit 11:\d\d$/);
      await shows(queueTime(supervisor), red);
    }
    await circleSays('1 chat needs attention');
  });

  it('are told in a sign and a word that differ, so that nobody needs the colour', async () => {
    const breach = await queueTime(nora).locator('svg').innerHTML();
    const other = 'Prices stand on their head';
    const id = await quentin.openChat({ issue: other, companyId: 'calder', queueId: 'cf-trading' });
    ahead += 6 * minute;
    await quentin.write(id, 'Hello?');
    const cell = nora.row(other).getByRole('gridcell').nth(5);
    await says(cell, /^close to the limit 6:\d\d$/);
    assert.notEqual(await cell.locator('svg').innerHTML(), breach);
    const tomas = await Person.signIn(floor.url, 'tomas.keller');
    assert.equal(
      (await tomas.command(id, { type: 'assign', to: { type: 'queue', id: 'cf-branch' } }, '1')).status,
      200,
    );
    await nora.row(other).waitFor({ state: 'detached' });
  });

  it('end with the wait: an agent takes the chat, and the circle goes', async () => {
    await nora.sendTo(issue, 'Assign to agent', 'Oliver Grant');
    await says(sessionTime(nora), /^0:\d\d$/);
    await shows(sessionTime(nora), undefined);
    await says(queueTime(nora), /^17:\d\d$/);
    await shows(queueTime(nora), undefined);
    await circleSays('');
  });

  it('are others for the time in which the chat is handled', async () => {
    await advance(21);
    await says(sessionTime(nora), /^close to the limit 21:\d\d$/);
    await shows(sessionTime(nora), amber);
    await circleSays('');
    await advance(20);
    await says(sessionTime(nora), /^over the limit 41:\d\d$/);
    await shows(sessionTime(nora), red);
    await circleSays('1 chat needs attention');
  });

  it('begin again with a release', async () => {
    await nora.choose(issue, 'Release chat');
    await nora.confirmation.getByRole('button', { name: 'Release chat' }).click();
    await says(queueTime(nora), /^0:\d\d$/);
    await says(sessionTime(nora), /^–$/);
    await circleSays('');
  });

  it('are counted on the backend’s clock, on a computer whose own is an hour wrong too', async () => {
    await advance(3);
    assert.ok((await late.page.evaluate(() => Date.now())) - Date.now() > 59 * minute);
    const seconds = async (supervisor: SupervisorDriver): Promise<number> => {
      const [, minutes = '', rest = ''] = /^(\d+):(\d\d)/.exec(await textOf(queueTime(supervisor))) ?? [];
      return Number(minutes) * 60 + Number(rest);
    };
    for (const supervisor of [nora, late]) {
      await says(queueTime(supervisor), /^3:\d\d$/);
      const [row] = await floor.rows<{ since: number }>(
        `SELECT waiting_since AS since FROM chats WHERE id = '${chatId}'`,
      );
      const waited = (Date.now() + ahead - (row?.since ?? 0)) / 1_000;
      assert.ok(Math.abs((await seconds(supervisor)) - waited) < 3, `shown as it is, ${waited} s`);
    }
  });

  it('ran without a complaint of any page', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
