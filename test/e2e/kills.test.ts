import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Route } from 'playwright-core';
import { DemoFloor } from '../harness/demo-floor.js';
import { KillableBrowser } from '../harness/killable-browser.js';
import { Person } from '../harness/person.js';
import { serveTestPages } from '../harness/test-pages.js';

interface Row {
  readonly id: string;
  readonly outcome: string;
}

/** When the whole browser is killed: at a request, before or after the server has it, or so many ms after the press. */
type Moment = { readonly at: string; readonly server: 'before' | 'after' } | number;

const moments: readonly Moment[] = [
  ...[0, 1, 2, 4, 8, 12, 20, 40].map((ms) => ms),
  ...Array.from({ length: 3 }, (): readonly Moment[] => [
    { at: '**/commands', server: 'before' },
    { at: '**/commands', server: 'after' },
    { at: '**/report-events', server: 'before' },
    { at: '**/report-events', server: 'after' },
  ]).flat(),
];

declare global {
  interface Window {
    ready(chatId: string): boolean;
    assign(chatId: string): void;
  }
}

describe('a browser that is killed in the middle of an action', () => {
  let floor: DemoFloor;
  let profile: string;
  let browser: KillableBrowser;
  let adele: Person;

  before(async () => {
    floor = await DemoFloor.start();
    await serveTestPages(floor);
    profile = await mkdtemp(path.join(os.tmpdir(), 'chat-killed-'));
    const [customer, chiara] = await Promise.all([
      Person.signIn(floor.url, 'adele.fontaine'),
      Person.signIn(floor.url, 'chiara.romano'),
    ]);
    adele = customer;
    await chiara.takeAtOnce(50);
  });
  after(async () => {
    await browser?.kill();
    await floor.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  async function start(): Promise<void> {
    browser = await KillableBrowser.start(profile);
    await browser.page.goto(`${floor.url}/elements/kills.html`);
    await browser.page.waitForFunction(() => 'ready' in window);
  }

  /** Resolves when the browser is dead. */
  async function actAndKill(chatId: string, moment: Moment): Promise<void> {
    const { page } = browser;
    await page.waitForFunction((id) => window.ready(id), chatId);
    const assign = (): Promise<unknown> => page.evaluate((id) => window.assign(id), chatId).catch(() => {});
    if (typeof moment === 'number') {
      await assign();
      if (moment > 0) await new Promise((resolve) => setTimeout(resolve, moment));
      return browser.kill();
    }
    const reached = new Promise<void>((resolve) => {
      void page.route(moment.at, async (route: Route) => {
        if (route.request().method() !== 'POST') return route.continue();
        if (moment.server === 'after') await route.fetch();
        resolve();
      });
    });
    await assign();
    await reached;
    return browser.kill();
  }

  const recordsOf = (chatId: string): Promise<Row[]> =>
    floor.rows<Row>(`SELECT id, outcome FROM report_events WHERE chat_id = '${chatId}'`);

  it('leaves one record with the truth, or none where nothing had begun', async () => {
    const killed: { readonly chatId: string; readonly moment: Moment }[] = [];
    for (const [nth, moment] of moments.entries()) {
      const chatId = await adele.openChat({ issue: `Kill ${nth}` });
      await start();
      await actAndKill(chatId, moment);
      killed.push({ chatId, moment });
    }
    await start();
    for (const { chatId, moment } of killed) {
      const name = typeof moment === 'number' ? `${moment} ms` : `${moment.server} ${moment.at}`;
      const [chat] = await floor.rows<{ readonly status: string }>(`SELECT status FROM chats WHERE id = '${chatId}'`);
      const assigned = chat?.status !== 'pending';
      // Killed within the first ms, the page may not even have written ahead.
      const needed = assigned || typeof moment !== 'number';
      const rows = needed
        ? await floor.until(
            () => recordsOf(chatId),
            (found) => found.length > 0,
          )
        : await recordsOf(chatId);
      assert.ok(rows.length <= 1, `${name}: ${rows.length} records`);
      for (const { outcome } of rows) {
        const truth: readonly string[] = assigned ? ['done', 'unknown'] : ['failed', 'refused', 'unknown'];
        assert.ok(truth.includes(outcome), `${name}: the record says ${outcome}, and the chat is ${chat?.status}`);
      }
    }
  });
});
