import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../harness/browser.js';
import type { Sequence, Verdict } from './steps.js';

const source = fileURLToPath(new URL('page', import.meta.url));
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript' };

/** A real browser that plays sequences, several at the same time. */
export class Stage {
  readonly #folder: string;
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #complaints: string[] = [];

  private constructor(folder: string, server: Server, browser: Browser) {
    this.#folder = folder;
    this.#server = server;
    this.#browser = browser;
  }

  static async open(): Promise<Stage> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-storm-'));
    await build({
      configFile: false,
      root: source,
      base: './',
      logLevel: 'error',
      resolve: { conditions: ['chat-monitor-source', 'module', 'browser', 'production'] },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        target: 'es2022',
        modulePreload: false,
        outDir: folder,
        emptyOutDir: true,
        rolldownOptions: { input: ['storm', 'tab'].map((name) => path.join(source, `${name}.html`)) },
      },
    });
    const server = createServer((request, response) => {
      const file = path.join(folder, path.normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
      if (!existsSync(file)) return void response.writeHead(404).end();
      // The tabs come and go by the thousand.
      response.writeHead(200, { 'Content-Type': types[path.extname(file)], 'Cache-Control': 'max-age=3600' });
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Stage(folder, server, await launchBrowser());
  }

  /** What pages complained about since the last time. */
  complaints(): readonly string[] {
    return this.#complaints.splice(0);
  }

  /** A page that can play, in a browser profile of its own; instead of another one, if that is given. */
  async page(before?: Page): Promise<Page> {
    await before?.context().close();
    const page = await (await this.#browser.newContext()).newPage();
    page.on('pageerror', (error) => this.#complaints.push(error.stack ?? error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/storm.html`);
    await page.waitForFunction(() => 'play' in window);
    return page;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export function playOn(page: Page, sequence: Sequence): Promise<Verdict> {
  return page.evaluate(
    (given) => (window as unknown as { play(sequence: Sequence): Promise<Verdict> }).play(given),
    sequence,
  );
}
