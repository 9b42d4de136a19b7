import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { SupervisorDriver } from '../harness/roles.js';
import { serveTestPages } from '../harness/test-pages.js';

/** A page that we did not write: patched built-ins, a reset, hotkeys, a table for its layout. */
describe('in a portal of 2008 the grid', () => {
  let floor: DemoFloor;
  let page: Page;
  let supervisor: SupervisorDriver;

  before(async () => {
    floor = await DemoFloor.start();
    await serveTestPages(floor);
    page = await (await floor.window()).newPage();
    floor.listen(page, 'old portal');
    await page.goto(`${floor.url}/elements/old-portal`);
    supervisor = new SupervisorDriver(page);
    await supervisor.grid.getByRole('row').nth(5).waitFor();
  });
  after(() => floor.close());

  const height = (): Promise<number> => page.locator('chat-monitor-grid').evaluate((grid) => grid.clientHeight);

  it('shows its rows, also the last of four hundred, with built-ins that are not what they were', async () => {
    assert.equal(await supervisor.grid.getAttribute('aria-rowcount'), '401');
    await supervisor.grid
      .getByRole('gridcell')
      .first()
      .click({ position: { x: 2, y: 2 } });
    await page.keyboard.press('Control+End');
    await supervisor.grid.locator('[aria-rowindex="401"]').waitFor();
    await page.keyboard.press('Control+Home');
    await supervisor.grid.locator('[aria-rowindex="2"]').waitFor();
  });

  it('is no wider than its cell of the table, and has a height of its own', async () => {
    const { cell, grid } = await page.evaluate(() => ({
      cell: document.getElementById('left')!.clientWidth,
      grid: document.querySelector('chat-monitor-grid')!.getBoundingClientRect().width,
    }));
    assert.ok(grid <= cell && cell <= 640, `grid ${grid} px in a cell of ${cell} px`);
    assert.ok((await height()) > 150);
  });

  it('does not take over the page’s capitals, spacing and line height', async () => {
    const style = await supervisor.grid
      .getByRole('row')
      .nth(2)
      .evaluate((row) => {
        const { textTransform, letterSpacing, lineHeight, fontSize, fontFamily } = getComputedStyle(row);
        return { textTransform, letterSpacing, ratio: parseFloat(lineHeight) / parseFloat(fontSize), fontFamily };
      });
    assert.equal(style.textTransform, 'none');
    assert.equal(style.letterSpacing, 'normal');
    assert.ok(style.ratio < 1.6);
    assert.match(style.fontFamily, /Georgia/, 'the font is the page’s');
  });

  it('keeps what is typed into it from the page’s hotkeys', async () => {
    await page.evaluate(() => (window.hotkeys = []));
    await page.getByRole('searchbox', { name: 'Search chats' }).pressSequentially('vpn');
    assert.deepEqual(await page.evaluate(() => window.hotkeys), []);
    assert.equal(await page.getByRole('searchbox', { name: 'Search chats' }).inputValue(), 'vpn');
    await supervisor.search('');
  });

  it('opens its menu above a panel that clips and stacks', async () => {
    await supervisor.grid
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click();
    const entry = supervisor.menu.getByRole('menuitem').first();
    const onTop = await entry.evaluate((item) => {
      const { left, top, width, height } = item.getBoundingClientRect();
      const at = document.elementFromPoint(left + width / 2, top + height / 2);
      return at?.tagName.toLowerCase();
    });
    assert.equal(onTop, 'chat-monitor-grid');
    await page.keyboard.press('Escape');
  });

  it('comes back from a panel that was closed to nothing', async () => {
    await page.evaluate(() => document.querySelector('.panel')!.classList.add('collapsed'));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    await page.evaluate(() => document.querySelector('.panel')!.classList.remove('collapsed'));
    await supervisor.grid.getByRole('row').nth(5).waitFor();
    assert.ok((await height()) > 150);
  });

  it('goes on when its panel is dragged elsewhere, on the connection it had', async () => {
    await page.evaluate(() => document.getElementById('right')!.append(document.querySelector('.panel')!));
    await supervisor.grid.getByRole('row').nth(5).waitFor();
    const connections = await page.evaluate(() => window.backend.control.calls('connect').length);
    assert.equal(connections, 1);
  });

  it('goes on when its panel is written anew without the module running again', async () => {
    await page.evaluate(() => {
      const panel = document.querySelector('.panel')!;
      panel.replaceChildren(document.createElement('chat-monitor-grid'));
    });
    await supervisor.grid.getByRole('row').nth(5).waitFor();
    assert.equal(await page.evaluate(() => window.backend.control.calls('connect').length), 1);
  });

  it('turns round where the page does so by style alone', async () => {
    const flagIsRight = (): Promise<boolean> =>
      supervisor.grid
        .getByRole('row')
        .nth(2)
        .evaluate((row) => {
          const flag = row.querySelector('[aria-colindex="1"]')!.getBoundingClientRect();
          const actions = row.querySelector('[aria-colindex="9"]')!.getBoundingClientRect();
          return flag.left > actions.left;
        });
    assert.equal(await flagIsRight(), false);
    await page.evaluate(() => document.body.classList.add('rtl'));
    assert.equal(await flagIsRight(), true);
    await page.evaluate(() => document.body.classList.remove('rtl'));
  });

  it('ran under the strict policy without a complaint', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
