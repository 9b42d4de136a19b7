import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, it } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { AgentDriver, CustomerDriver, SupervisorDriver } from '../harness/roles.js';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong on the page, shadow roots included: rule and first place. */
async function faults(page: Page): Promise<readonly string[]> {
  // A colour that fades in is not the colour that stays.
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} ${nodes[0]?.failureSummary ?? ''}`);
}

for (const dark of [false, true]) {
  describe(`the pages, ${dark ? 'dark' : 'light'}`, () => {
    let floor: DemoFloor;
    let window: BrowserContext;

    before(async () => {
      floor = await DemoFloor.start();
      window = await floor.window({ reducedMotion: 'reduce' });
    });
    after(() => floor.close());

    /** Dark as many portals are: by a class, and nothing else. */
    async function show(page: Page): Promise<void> {
      if (dark) await page.evaluate(() => document.documentElement.classList.add('dark'));
    }

    it('for supervisors have no fault that axe finds, with grid, selection, menu, pane, agents and audit log', async () => {
      const supervisor = new SupervisorDriver(await floor.open(window, 'supervisor', 'nora.lindqvist'));
      const { page } = supervisor;
      await supervisor.grid.getByRole('row').nth(5).waitFor();
      await show(page);
      assert.deepEqual(await faults(page), [], 'grid');
      await supervisor.grid.getByRole('rowheader').nth(1).focus();
      await page.keyboard.press('Control+a');
      await page.getByRole('button', { name: 'Clear the selection' }).waitFor();
      assert.deepEqual(await faults(page), [], 'selection');
      await page.keyboard.press('Escape');
      await supervisor.grid
        .getByRole('button', { name: /^Actions for/ })
        .nth(3)
        .click();
      await supervisor.menu.waitFor();
      assert.deepEqual(await faults(page), [], 'menu');
      await supervisor.menu.getByRole('menuitem', { name: /^(Assign to agent|Transfer chat)$/ }).click();
      await supervisor.pane.waitFor();
      assert.deepEqual(await faults(page), [], 'pane');
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Agents' }).click();
      await page.locator('agent-grid').getByText('Ben Whitaker').waitFor();
      assert.deepEqual(await faults(page), [], 'agents');
      await page.getByRole('tab', { name: 'Chats' }).click();
      await supervisor.search('Card terminal');
      await supervisor.choose('Card terminal', 'Release chat');
      await supervisor.confirmation.getByRole('button', { name: 'Release chat' }).click();
      await page.getByRole('tab', { name: 'Audit log' }).click();
      await page
        .locator('report-event-log')
        .getByRole('button', { name: /details$/ })
        .click();
      await page.getByRole('table', { name: 'Report events' }).getByText('Delivered').waitFor();
      assert.deepEqual(await faults(page), [], 'audit log');
    });

    it('for agents have no fault that axe finds, with an open chat', async () => {
      const agent = new AgentDriver(await floor.open(window, 'agent', 'ben.whitaker'));
      await agent.page.locator('my-chats').getByRole('listitem').first().getByRole('button').first().click();
      await agent.transcript.getByRole('log').waitFor();
      await show(agent.page);
      assert.deepEqual(await faults(agent.page), []);
    });

    it('for customers have no fault that axe finds, before and in a chat', async () => {
      const customer = new CustomerDriver(await floor.open(window, 'customer', 'adele.fontaine'));
      await customer.page.getByLabel('What is it about?').waitFor();
      await show(customer.page);
      assert.deepEqual(await faults(customer.page), []);
      await customer.openChat('Keyboard types nothing', { text: 'Since lunch.' });
      assert.deepEqual(await faults(customer.page), []);
    });
  });
}
