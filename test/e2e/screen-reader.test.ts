import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { accessibleNodes, type AccessibleNode } from '../harness/accessible.js';
import { DemoFloor } from '../harness/demo-floor.js';
import { serveTestPages } from '../harness/test-pages.js';

/** What the browser hands to a screen reader, not what the markup says. */
describe('the grid for a screen reader', () => {
  let floor: DemoFloor;
  let page: Page;

  before(async () => {
    floor = await DemoFloor.start();
    await serveTestPages(floor);
    const window = await floor.window();
    page = await window.newPage();
    floor.listen(page, 'grid');
    await page.goto(`${floor.url}/elements/grid`);
    await page.getByText('10,000 chats').waitFor();
  });
  after(() => floor.close());

  async function grid(): Promise<AccessibleNode> {
    const [found, ...others] = await accessibleNodes(page, 'grid');
    assert.ok(found);
    assert.equal(others.length, 0);
    return found;
  }

  /** The header, and the rows that are in the page. */
  async function rows(): Promise<readonly AccessibleNode[]> {
    return (await grid()).children.flatMap(({ children }) => children.filter(({ role }) => role === 'row'));
  }

  async function row(name: string): Promise<AccessibleNode> {
    const found = (await rows()).find((each) => cellOf(each, 'rowheader').name.startsWith(name));
    assert.ok(found, `There is a row of ${name}.`);
    return found;
  }

  function cellOf({ children }: AccessibleNode, role: string, at = 0): AccessibleNode {
    const cell = children.filter((child) => child.role === role)[at];
    return cell ?? { role: '', name: '', states: {}, attributes: {}, children: [] };
  }

  function indexOf({ attributes }: AccessibleNode): number {
    return Number(attributes['aria-rowindex']);
  }

  async function announcements(): Promise<readonly string[]> {
    const nodes = await accessibleNodes(page, 'status');
    return nodes.map(({ children }) => children.map(({ name }) => name).join(' '));
  }

  it('has a name, and says how many rows it has in all and that several can be selected', async () => {
    const { name, states, attributes, children } = await grid();
    assert.equal(name, 'Chats');
    assert.equal(attributes['aria-rowcount'], '10001');
    assert.equal(states['multiselectable'], true);
    assert.deepEqual(
      children.map(({ role }) => role),
      ['rowgroup', 'rowgroup'],
    );
  });

  it('names its columns, and says by which one it is sorted', async () => {
    const headers = async (): Promise<readonly AccessibleNode[]> => accessibleNodes(page, 'columnheader');
    assert.deepEqual(
      (await headers()).map(({ name }) => name),
      [
        ...['Assistance', 'Requester and issue', 'Status', 'Agent', 'Company', 'Support queue'],
        ...['Queue time', 'Session time', 'Actions'],
      ],
    );
    const sort = async (): Promise<readonly string[]> =>
      (await headers()).flatMap(({ name, attributes }) =>
        attributes['aria-sort'] ? [`${name} ${attributes['aria-sort']}`] : [],
      );
    assert.deepEqual(await sort(), []);
    const button = page.getByRole('button', { name: 'Queue time' });
    await button.click();
    assert.deepEqual(await sort(), ['Queue time descending']);
    await button.click();
    await button.click();
    assert.deepEqual(await sort(), []);
  });

  it('says of each row which one it is, in the middle of ten thousand too, and in their order', async () => {
    const start = await rows();
    assert.deepEqual(start.slice(0, 3).map(indexOf), [1, 2, 3]);
    await page.locator('chat-monitor-grid').evaluate(({ shadowRoot }) => {
      shadowRoot!.querySelector('.viewport')!.scrollTop = 5_000 * 36;
    });
    await page.getByRole('rowheader', { name: /^Person 5000 / }).waitFor();
    const [header, ...middle] = await rows();
    assert.equal(indexOf(header!), 1);
    assert.ok(middle.length > 12 && middle.length < 40, `${middle.length} rows`);
    const first = indexOf(middle[0]!);
    for (const [at, each] of middle.entries()) {
      assert.equal(indexOf(each), first + at);
      assert.equal(cellOf(each, 'rowheader').name, `Person ${first + at - 2} Help`);
      assert.deepEqual(
        each.children.map(({ attributes }) => Number(attributes['aria-colindex'])),
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
      );
    }
    await page.locator('chat-monitor-grid').evaluate(({ shadowRoot }) => {
      shadowRoot!.querySelector('.viewport')!.scrollTop = 0;
    });
    await page.getByRole('rowheader', { name: /^Hugo Help/ }).waitFor();
  });

  it('names the buttons of a row, and of clocks the level', async () => {
    const help = await row('Hugo Help');
    assert.deepEqual(
      cellOf(help, 'gridcell').children.map(({ role, name }) => [role, name]),
      [['button', 'Assistance requested by Bob Agent: VIP. Clear the request']],
    );
    assert.deepEqual(
      cellOf(help, 'gridcell', 7).children.map(({ name, states }) => [name, states['hasPopup']]),
      [['Actions for Hugo Help', 'menu']],
    );
    const late = await row('Person 1 ');
    assert.deepEqual(cellOf(late, 'gridcell').children, []);
    assert.match(cellOf(late, 'gridcell', 5).name, /^over the limit 2:4\d:\d\d$/);
  });

  it('says which rows are selected, and how many', async () => {
    await page.getByRole('rowheader', { name: /^Person 2 / }).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('2 selected').first().waitFor();
    const states = (await rows()).slice(1, 6).map((each) => each.states['selected']);
    assert.deepEqual(states, [false, false, true, true, false]);
    assert.deepEqual(await announcements(), ['', '2 selected']);
    await page.getByRole('button', { name: 'Clear the selection' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal((await row('Person 2 ')).states['selected'], false);
    assert.deepEqual(await announcements(), ['', '0 selected']);
  });

  it('says that a chat has left, and offers nothing of it', async () => {
    await page.getByRole('rowheader', { name: /^Hugo Help/ }).hover();
    await page.getByRole('rowheader', { name: /^Person 1 / }).hover();
    await page.evaluate(() => window.backend.control.end('help'));
    await page.getByText('Has left the list').waitFor();
    const ghost = await row('Hugo Help');
    assert.equal(ghost.states['disabled'], true);
    assert.equal('selected' in ghost.states, false);
    for (const cell of ghost.children) {
      for (const { role, states } of cell.children) if (role === 'button') assert.equal(states['disabled'], true);
    }
  });

  it('is told politely of what waits, what a search leaves and what is not found', async () => {
    await page.getByRole('rowheader', { name: /^Person 2 / }).click();
    await page.evaluate(() => {
      const requester = { id: 'n', name: 'Nina New' };
      const waitingSince = Date.now() - 3_600_000;
      window.backend.control.open({ requester, issue: 'Hi', companyId: 'acme', openedAt: waitingSince, waitingSince });
    });
    await page.getByText('1 chat needs attention').waitFor();
    assert.match((await announcements())[0]!, /^1 chat needs attention/);
    await page.keyboard.press('q');
    await page.getByText('No chat begins with “q”').waitFor();
    assert.equal((await announcements()).at(-1), 'No chat begins with “q”');
    await page.getByRole('searchbox').fill('Person 7777');
    await page.getByText('1 of 10,000 chats').first().waitFor();
    assert.equal((await announcements()).at(-1), '1 of 10,000 chats');
    for (const { states } of await accessibleNodes(page, 'status')) assert.equal(states['live'], 'polite');
    assert.deepEqual(floor.complaints(), []);
  });

  it('copies what is selected into the clipboard', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('rowheader', { name: /^Person 7777 / }).click();
    await page.keyboard.press('Control+c');
    await page.getByText('1 chat copied').first().waitFor();
    const [head, line, ...rest] = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
    assert.match(head!, /^Assistance\tRequester and issue\tStatus\t/);
    assert.match(line!, /^\tPerson 7777: Help\tPending\t\tAcme\t\t3\d:\d\d\t$/);
    assert.deepEqual(rest, []);
  });
});
