import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { SupervisorDriver } from '../harness/roles.js';
import { serveTestPages } from '../harness/test-pages.js';

/** Elements on a page that is not the demo's, under the same strict policy. */
describe('elements on a page', () => {
  let floor: DemoFloor;

  before(async () => {
    floor = await DemoFloor.start();
    await serveTestPages(floor);
  });
  after(() => floor.close());

  /** In a window of its own: what one page could not deliver is not for the next one to show. */
  async function openPage(query: string): Promise<{ page: Page; supervisor: SupervisorDriver }> {
    const page = await (await floor.window()).newPage();
    floor.listen(page, query);
    await page.goto(`${floor.url}/elements/elements?${query}`);
    return { page, supervisor: new SupervisorDriver(page) };
  }

  const element = (page: Page, tag: string): Locator => page.locator(tag);

  /** What was broken leaves the rest as it was: chats are shown, and something can be done with them. */
  async function assertWorks(supervisor: SupervisorDriver): Promise<void> {
    await supervisor.row('No VPN').waitFor();
    await supervisor.row('Mail bounces').getByText('Ann Agent').waitFor();
    await supervisor.openMenu('Mail bounces');
    await supervisor.menu.getByRole('menuitem', { name: 'Release chat', disabled: false }).click();
    await supervisor.confirmation.getByRole('button', { name: 'Release chat' }).click();
    await supervisor.row('Mail bounces').getByText('Pending').waitFor();
  }

  it('without a backend say that they have none', async () => {
    const { page } = await openPage('missing');
    for (const tag of ['chat-monitor-grid', 'agent-grid', 'my-chats', 'report-event-log', 'chat-transcript']) {
      await element(page, tag).getByText('Not connected').waitFor();
    }
    await element(page, 'body > chat-action-menu').getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Not connected' }).waitFor();
    await page.context().close();
  });

  it('for a chat that does not exist say so, and beside them all is well', async () => {
    const { page, supervisor } = await openPage('chat=nobody');
    await element(page, 'chat-transcript').getByText('This chat is over, or not yours to see any more').waitFor();
    await element(page, 'body > chat-action-menu').getByRole('button').click();
    await page.getByRole('menuitem', { name: 'This chat is not on the floor any more' }).waitFor();
    await page.keyboard.press('Escape');
    await assertWorks(supervisor);
    await page.context().close();
  });

  it('with records that are none set them aside, say so, and show the good ones', async () => {
    const { page, supervisor } = await openPage('malformed');
    await supervisor.row('No VPN').waitFor();
    await page.getByRole('button', { name: /^\d+ records could not be shown$/ }).click();
    await page
      .locator('chat-monitor-grid')
      .getByText(/no-name/)
      .waitFor();
    await page.keyboard.press('Escape');
    await assertWorks(supervisor);
    await page.context().close();
  });

  for (const how of ['throws', 'rejects'] as const) {
    describe(`where a method of the adapter ${how}`, () => {
      for (const method of ['connect', 'watchChats']) {
        it(`${method}: the chats are not shown, and why`, async () => {
          const { page } = await openPage(`broken=${method}&how=${how}`);
          const grid = element(page, 'chat-monitor-grid');
          await grid.getByText('The chat service reported a problem.').waitFor();
          await grid.getByRole('button', { name: 'Try again' }).click();
          await page.context().close();
        });
      }

      const beside = ['watchSession', 'watchAgents', 'watchNotices', 'listQueues', 'outcome', 'report', 'close'];
      for (const method of beside) {
        it(`${method}: everything else goes on`, async () => {
          const { page, supervisor } = await openPage(`broken=${method}&how=${how}`);
          await assertWorks(supervisor);
          await page.context().close();
        });
      }

      it('perform: the guess is taken back, with a word on it', async () => {
        const { page, supervisor } = await openPage(`broken=perform&how=${how}`);
        await supervisor.choose('Mail bounces', 'Release chat');
        await supervisor.confirmation.getByRole('button', { name: 'Release chat' }).click();
        await page
          .getByRole('alert')
          .getByText(/^The chat service gave an answer that could not be understood/)
          .waitFor();
        await supervisor.row('Mail bounces').getByText('Ann Agent').waitFor();
        await page.context().close();
      });

      it('readReport: the log says so, and shows what was done here', async () => {
        const { page, supervisor } = await openPage(`broken=readReport&how=${how}`);
        const log = element(page, 'report-event-log');
        await log.scrollIntoViewIfNeeded();
        await log.getByText('Records cannot be shown').waitFor();
        await assertWorks(supervisor);
        await log.getByRole('row').filter({ hasText: 'Rolf' }).getByText('Delivered').waitFor();
        await log.getByText('Earlier records cannot be read now.').waitFor();
        await page.context().close();
      });

      it('watchMessages: the transcript says so, and the rest goes on', async () => {
        const { page } = await openPage(`broken=watchMessages&how=${how}&viewer=ann`);
        await element(page, 'chat-transcript').getByText('The messages could not be loaded').waitFor();
        await element(page, 'my-chats').getByText('Mail bounces').waitFor();
        await page.context().close();
      });

      it('sendMessage: the text is kept', async () => {
        const { page, supervisor } = await openPage(`broken=sendMessage&how=${how}&viewer=ann`);
        const field = supervisor.transcript.getByRole('textbox');
        await field.fill('precious words');
        await field.press('Enter');
        await supervisor.transcript
          .getByRole('alert')
          .getByText(/^Not sent\./)
          .waitFor();
        assert.equal(await field.inputValue(), 'precious words');
        await page.context().close();
      });
    });
  }

  it('never complain about it', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
