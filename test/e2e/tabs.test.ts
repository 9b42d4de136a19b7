import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { Person } from '../harness/person.js';
import { SupervisorDriver } from '../harness/roles.js';

/** Ten tabs of the portal in one browser. */
describe('tabs of one supervisor', () => {
  let floor: DemoFloor;
  let tabs: BrowserContext;
  let adele: Person;
  const all: Page[] = [];
  /** Tabs that have a stream open to the backend. */
  const streaming = new Map<Page, Set<unknown>>();

  before(async () => {
    floor = await DemoFloor.start();
    tabs = await floor.window();
    adele = await Person.signIn(floor.url, 'adele.fontaine');
    tabs.on('page', (page) => {
      const open = new Set<unknown>();
      streaming.set(page, open);
      page.on('request', (request) => {
        if (request.url().endsWith('/stream')) open.add(request);
      });
      const ended = (request: unknown): void => void open.delete(request);
      page.on('requestfinished', ended);
      page.on('requestfailed', ended);
      page.on('close', () => open.clear());
    });
    for (let count = 0; count < 10; count += 1) {
      const page = await floor.open(tabs, 'supervisor', 'nora.lindqvist');
      await new SupervisorDriver(page).grid.getByRole('row').nth(1).waitFor();
      all.push(page);
    }
  });
  after(() => floor.close());

  const connected = (): Page[] => [...streaming].filter(([, open]) => open.size > 0).map(([page]) => page);

  async function shows(page: Page, issue: string): Promise<void> {
    const nora = new SupervisorDriver(page);
    await page.bringToFront();
    await nora.search(issue);
    await nora.row(issue).waitFor();
  }

  it('share one connection to the backend', async () => {
    await floor.until(
      async () => connected().length,
      (count) => count === 1,
    );
    const issue = 'Ten tabs';
    await adele.openChat({ issue });
    for (const page of all) await shows(page, issue);
    assert.equal(connected().length, 1);
  });

  it('go on when the one with the connection is closed, and when it crashes', async () => {
    for (const end of [(page: Page) => page.close(), (page: Page) => page.goto('chrome://crash').catch(() => {})]) {
      const [leader] = connected();
      assert.ok(leader);
      streaming.delete(leader);
      all.splice(all.indexOf(leader), 1);
      await end(leader);
      const issue = `After ${all.length}`;
      await adele.openChat({ issue });
      for (const page of all) await shows(page, issue);
      assert.equal(connected().length, 1);
    }
  });

  it('complain about nothing', () => {
    assert.deepEqual(floor.complaints(), []);
  });
});
