import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../harness/browser.js';
import type { RestoreTime } from './pages/cache.js';

/**
 * The cache of the last seen view in a real browser: how soon rows are there, what keeping them costs, and how much is
 * kept. On the store that the page's platform has.
 * Run: node --conditions=chat-monitor-source --import tsx test/bench/cache.ts
 */

const CHATS = 10_000;
const CHANGES = 1_000;
const VISITS = 9;
const ROUNDS = 5;

const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-cache-'));
await build({
  configFile: false,
  logLevel: 'error',
  resolve: { conditions: ['chat-monitor-source', 'module', 'browser', 'production'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    target: 'es2022',
    outDir: folder,
    lib: {
      entry: fileURLToPath(new URL('pages/cache.ts', import.meta.url)),
      formats: ['es'],
      fileName: () => 'page.js',
    },
  },
});
const html = '<!doctype html><title>Cache</title><script type="module" src="/page.js"></script>';
const server = createServer((request, response) => {
  const name = path.basename(request.url ?? '');
  const isScript = name.endsWith('.js');
  response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
  if (isScript) void readFile(path.join(folder, name)).then((script) => response.end(script));
  else response.end(html);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const browser = await launchBrowser();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });

async function open(): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(error));
  await page.goto(address);
  await page.waitForFunction(() => 'cacheBench' in window);
  return page;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const line = (name: string, value: string): void => console.log(`${name.padEnd(34)} ${value}`);
const ms = (values: readonly number[]): string =>
  `${median(values).toFixed(1)} ms (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`;

try {
  const live = await open();
  const { bytes, texts } = await live.evaluate((chats) => window.cacheBench.keep(chats), CHATS);
  const rounds = await live.evaluate(([changes, count]) => window.cacheBench.change(changes, count), [
    CHANGES,
    ROUNDS,
  ] as const);
  await live.close();

  const visits: RestoreTime[] = [];
  let survived = true;
  for (let visit = 0; visit < VISITS; visit += 1) {
    const page = await open();
    survived = await page.evaluate(() => window.cacheBench.survived());
    if (!survived) await page.evaluate((kept) => window.cacheBench.fill(kept), texts);
    visits.push(await page.evaluate((chats) => window.cacheBench.restore(chats), CHATS - CHATS / 20));
    await page.close();
  }

  line('store', survived ? 'the platform’s, across pages' : 'in memory, filled before each visit');
  line(`first rows of ${CHATS} chats`, ms(visits.map(({ firstRows }) => firstRows)));
  line('all of them', ms(visits.map(({ allRows }) => allRows)));
  line('longest frame meanwhile', ms(visits.map(({ longestFrame }) => longestFrame)));
  line(`keeping ${CHANGES} changes`, ms(rounds.map(({ total }) => total)));
  line('longest task of it', ms(rounds.map(({ longestTask }) => longestTask)));
  line('texts written for them', String(median(rounds.map(({ texts }) => texts))));
  line('bytes per chat', (bytes / CHATS).toFixed(0));
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true, force: true });
}
