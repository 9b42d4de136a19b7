import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { openDatabase, serveBackend, type Database, type Serving } from '../../demo/backend/index.js';
import { buildPages } from '../../demo/build-pages.js';
import { launchBrowser } from './browser.js';

export interface DemoFloorOptions {
  readonly audit?: 'adapter' | 'backend';
  /** The backend's clock, epoch milliseconds; the system's by default. */
  readonly now?: () => number;
}

const pageOf = { supervisor: 'portal', agent: 'console', customer: 'help' } as const;
export type DemoRole = keyof typeof pageOf;

/** The demo as an evaluator has it: server, database, pages, and a browser with a tab per role. */
export class DemoFloor {
  readonly database: Database;
  readonly browser: Browser;
  readonly #folder: string;
  readonly #options: DemoFloorOptions;
  readonly #complaints: string[] = [];
  #server: Serving | undefined;
  #port = 0;

  private constructor(folder: string, database: Database, browser: Browser, options: DemoFloorOptions) {
    this.#folder = folder;
    this.database = database;
    this.browser = browser;
    this.#options = options;
  }

  static async start(options: DemoFloorOptions = {}): Promise<DemoFloor> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-floor-'));
    // Pages first: where they cannot be built, nothing is left open that would keep the process from ending.
    await buildPages(path.join(folder, 'pages'));
    const [database, browser] = await Promise.all([
      openDatabase({ folder: path.join(folder, 'database') }),
      launchBrowser(),
    ]);
    const floor = new DemoFloor(folder, database, browser, options);
    await floor.startServer();
    return floor;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What is served at `/`. */
  get pagesFolder(): string {
    return path.join(this.#folder, 'pages');
  }

  /** Starts the server, on the same port as the last time. */
  async startServer(): Promise<void> {
    this.#server = await serveBackend({
      database: this.database,
      port: this.#port,
      staticDir: this.pagesFolder,
      audit: this.#options.audit ?? 'adapter',
      ...(this.#options.now && { now: this.#options.now }),
      rateLimit: { perSecond: 500, burst: 1_000 },
    });
    this.#port = this.#server.port;
  }

  async stopServer(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }

  /** A browser window: the roles are its tabs. */
  async window(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    context.setDefaultTimeout(10_000);
    return context;
  }

  /**
   * Opens a role's page, signed in; in a new tab unless one is given. The slot is the role's name unless another is.
   */
  async open(context: BrowserContext, role: DemoRole, userId: string, slot: string = role, tab?: Page): Promise<Page> {
    const page = tab ?? (await context.newPage());
    this.listen(page, slot);
    await page.goto(`${this.url}/s/${slot}/${pageOf[role]}?as=${userId}`);
    return page;
  }

  /** Sets what the demonstration's control panel sets. */
  async control(changes: Readonly<Record<string, number | boolean>>): Promise<void> {
    const url = `${this.url}/demo/control`;
    const state = (await (await fetch(url)).json()) as object;
    const answer = await fetch(url, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-Chat-Monitor': '1' },
      body: JSON.stringify({ ...state, ...changes }),
    });
    if (!answer.ok) throw new Error(`The control panel said ${answer.status}: ${await answer.text()}`);
  }

  /** Notes what a page complains about, under a name. */
  listen(page: Page, name: string): void {
    page.on('pageerror', (error) => this.#complaints.push(`${name}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      // The browser itself reports each failed call; what the page makes of it is what is tested.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        this.#complaints.push(`${name}: ${message.text()}`);
      }
    });
  }

  /** What pages complained about since the last time. */
  complaints(): readonly string[] {
    return this.#complaints.splice(0);
  }

  /** Reads until what was read is as expected; rejects after ten seconds with the last it read. */
  async until<T>(read: () => Promise<T>, expected: (value: T) => boolean): Promise<T> {
    const end = Date.now() + 10_000;
    for (;;) {
      const value = await read();
      if (expected(value)) return value;
      if (Date.now() > end) throw new Error(`Still ${JSON.stringify(value)} after ten seconds.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async rows<Row extends object>(sql: string): Promise<Row[]> {
    return this.database.query<Row>(sql);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.stopServer();
    await this.database.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
