import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { build, mergeConfig } from 'vite';
import { bundleConfig, bundles } from '../../vite.bundle.config.mjs';
import { DemoFloor } from '../harness/demo-floor.js';

/** The published file in a page that says no more than the README does. */
describe('dist/chat-monitor-elements.js in a page', () => {
  let floor: DemoFloor;
  let tabs: BrowserContext;
  let folder: string;

  before(async () => {
    floor = await DemoFloor.start();
    folder = path.join(floor.pagesFolder, 'assets');
    for (const bundle of bundles) await build(mergeConfig(bundleConfig(bundle), { build: { outDir: folder } }));
    tabs = await floor.window();
    const portal = await floor.open(tabs, 'supervisor', 'nora.lindqvist');
    await portal.locator('chat-monitor-grid').waitFor();
    await portal.close();
  });
  after(() => floor.close());

  /** The two lines of the README, with what a portal adds to its addresses. */
  async function open(name: string, loaded: string[] = []): Promise<Page> {
    await writeFile(
      path.join(floor.pagesFolder, `${name}.html`),
      `<!doctype html><html lang="en"><title>${name}</title>
       <link rel="icon" href="/favicon.svg">
       <script type="module" src="/assets/chat-monitor-elements.js?v=3"></script>
       <chat-monitor src="/s/supervisor/api"><chat-monitor-grid></chat-monitor-grid></chat-monitor>`,
    );
    const page = await tabs.newPage();
    floor.listen(page, name);
    page.on('response', (response) => loaded.push(new URL(response.url()).pathname));
    await page.goto(`${floor.url}/${name}.html`);
    return page;
  }

  it('shows the floor, and brings the menu of its rows and the list of its columns from parts of their own', async () => {
    const all: string[] = [];
    const page = await open('two-lines', all);
    await page
      .getByRole('button', { name: /^Actions for / })
      .first()
      .click();
    await page.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('Escape');
    assert.ok(!all.some((name) => name.startsWith('/assets/parts/column-tools-')));
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Company' }).waitFor();
    const loaded = all.filter((name) => name.startsWith('/assets/'));
    assert.ok(loaded.some((name) => name.startsWith('/assets/parts/column-tools-')));
    assert.equal(new Set(loaded).size, loaded.length, 'each file is loaded once');
    assert.ok(loaded.some((name) => name.startsWith('/assets/parts/chat-actions-')));
    assert.deepEqual(floor.complaints(), []);
  });

  it('brings what selects rows when somebody first does', async () => {
    const loaded: string[] = [];
    const page = await open('selecting', loaded);
    const isPicker = (name: string): boolean => name.startsWith('/assets/parts/row-picker-');
    await page.getByRole('rowheader').nth(2).waitFor();
    assert.ok(!loaded.some(isPicker));
    await page.getByRole('rowheader').nth(2).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.getByText('2 selected').first().waitFor();
    assert.equal(loaded.filter(isPicker).length, 1);
    assert.deepEqual(floor.complaints(), []);
  });

  it('shows the floor without those parts, and says what is missing', async () => {
    for (const name of await readdir(path.join(folder, 'parts'))) {
      if (/^(chat-actions|row-picker|column-tools)-/.test(name)) await rm(path.join(folder, 'parts', name));
    }
    const page = await open('part-missing');
    await page
      .getByRole('button', { name: /^Actions for / })
      .first()
      .click();
    await page.getByRole('alert').getByText('The actions could not be loaded.').waitFor();
    await page.getByRole('rowheader').first().click();
    await page.getByRole('alert').getByText('Selecting and finding chats by keys could not be loaded.').waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('alert').getByText('The columns cannot be changed now.').waitFor();
  });
});
