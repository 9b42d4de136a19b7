import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../harness/browser.js';

/** A script of pages, and where it is. */
export type PageScripts = Readonly<Record<string, URL>>;

export interface SharedModule {
  /** The import that the scripts leave as it is. */
  readonly imported: RegExp;
  readonly source: URL;
}

/** Pages of one browser, each with one of the scripts, built as for production. */
export class BenchPages {
  /** The one that `open` uses. */
  readonly context: BrowserContext;
  readonly #browser: Browser;
  readonly #address: string;
  readonly #folder: string;
  readonly #server: Server;

  private constructor(browser: Browser, context: BrowserContext, folder: string, server: Server) {
    this.#browser = browser;
    this.context = context;
    this.#folder = folder;
    this.#server = server;
    this.#address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  }

  /** `script`: name of a file in `test/bench/pages`. */
  static serve(script: string): Promise<BenchPages> {
    return BenchPages.serveAll({ page: new URL(`pages/${script}`, import.meta.url) });
  }

  /** Several scripts, which may share one module that is built for itself; `args` are the browser's. */
  static async serveAll(
    scripts: PageScripts,
    { shared, args = [] }: { readonly shared?: SharedModule; readonly args?: string[] } = {},
  ): Promise<BenchPages> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-bench-'));
    if (shared) await buildScript(shared.source, path.join(folder, sharedName));
    for (const [name, source] of Object.entries(scripts)) {
      await buildScript(source, path.join(folder, name), shared?.imported);
    }
    const server = createServer((request, response) => {
      const address = request.url ?? '/';
      const isScript = address.endsWith('.js');
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      if (isScript) void readFile(path.join(folder, path.normalize(address))).then((text) => response.end(text));
      else response.end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await launchBrowser({ args });
    return new BenchPages(browser, await newContext(browser), folder, server);
  }

  /** `ready`: name of what the script puts on its window. */
  async open(ready: string, script = 'page'): Promise<Page> {
    return this.#load(await this.context.newPage(), ready, script);
  }

  /** A page that has nothing in common with others, neither storage nor process; it is gone when it is closed. */
  async openAlone(ready: string, script: string): Promise<Page> {
    const context = await newContext(this.#browser);
    const page = await context.newPage();
    page.on('close', () => void context.close().catch(() => {}));
    return this.#load(page, ready, script);
  }

  /** What a script takes on its way to a page with all its parts, without what is shared. */
  async gzipBytes(script: string): Promise<number> {
    const folder = path.join(this.#folder, script);
    let bytes = 0;
    for (const file of await readdir(folder)) bytes += gzipSync(await readFile(path.join(folder, file))).length;
    return bytes;
  }

  get browserVersion(): string {
    return this.#browser.version();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #load(page: Page, ready: string, script: string): Promise<Page> {
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${this.#address}${script}/`);
    await page.waitForFunction((name) => name in window, ready);
    return page;
  }
}

const sharedName = 'shared';
const html = '<!doctype html><title>Bench</title><script type="module" src="page.js"></script>';

async function buildScript(source: URL, outDir: string, shared?: RegExp): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['chat-monitor-source', 'module', 'browser', 'production'] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2022',
      outDir,
      lib: { entry: fileURLToPath(source), formats: ['es'], fileName: () => 'page.js' },
      rolldownOptions: {
        external: (id) => shared?.test(id) ?? false,
        output: {
          paths: (id) => (shared?.test(id) ? `/${sharedName}/page.js` : id),
          minify: { compress: true, mangle: true, codegen: { removeWhitespace: true } },
        },
      },
    },
  });
}

function newContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ viewport: { width: 1440, height: 900 } });
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

export function line(name: string, value: string): void {
  console.log(`${name.padEnd(34)} ${value}`);
}

/** Median, least and most. */
export function ms(values: readonly number[]): string {
  return `${median(values).toFixed(1)} ms (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`;
}
