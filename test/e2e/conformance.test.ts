import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';

describe('the conformance page', () => {
  let floor: DemoFloor;
  let window: BrowserContext;
  let page: Page;

  before(async () => {
    floor = await DemoFloor.start();
    window = await floor.window();
    page = await window.newPage();
  });
  after(() => floor.close());

  it('is led to by the start page, and shows every rule of the memory adapter as passed', async () => {
    await page.goto(floor.url);
    await page.getByRole('link', { name: 'The conformance page' }).click();
    const done = page.getByRole('status').filter({ hasText: 'Done.' });
    await done.waitFor({ timeout: 120_000 });
    assert.match((await done.textContent()) ?? '', /\d\d rules passed, 0 failed, 0 blocked, 1 skipped/);
    const rules = page.getByRole('rowheader').filter({ hasText: /^[A-Z]\d+$/ });
    assert.ok((await rules.count()) > 80);
    const lifecycle = (await rules.allTextContents()).filter((rule) => rule.startsWith('L'));
    assert.deepEqual(lifecycle, ['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8', 'L9']);
    assert.equal(await page.locator('[data-verdict="passed"]').count(), (await rules.count()) - 1);
    const skipped = page.getByRole('row').filter({ has: page.getByText('– skipped') });
    assert.match((await skipped.textContent()) ?? '', /^L9.*the adapter has no identify/);
  });

  it('looks right in dark, too', async () => {
    await page.evaluate(() => document.documentElement.classList.add('dark'));
    const colors = await page.locator('#conformance').evaluate((root) => {
      const { color, backgroundColor } = getComputedStyle(root);
      return { color, backgroundColor };
    });
    assert.deepEqual(colors, { color: 'rgb(228, 232, 237)', backgroundColor: 'rgb(23, 27, 33)' });
  });
});
