import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../harness/browser.js';

/** Pages of one browser, each with a script of `test/bench/pages`, built as for production. */
export class BenchPages {
  readonly context: BrowserContext;
  readonly #address: string;
  readonly #end: () => Promise<void>;

  private constructor(context: BrowserContext, address: string, end: () => Promise<void>) {
    this.context = context;
    this.#address = address;
    this.#end = end;
  }

  /** `script`: name of a file in `test/bench/pages`. */
  static async serve(script: string): Promise<BenchPages> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'chat-bench-'));
    await build({
      configFile: false,
      logLevel: 'error',
      resolve: { conditions: ['chat-monitor-source', 'module', 'browser', 'production'] },
      define: { 'process.env.NODE_ENV': '"production"' },
      build: {
        target: 'es2022',
        outDir: folder,
        lib: {
          entry: fileURLToPath(new URL(`pages/${script}`, import.meta.url)),
          formats: ['es'],
          fileName: () => 'page.js',
        },
      },
    });
    const html = '<!doctype html><title>Bench</title><script type="module" src="/page.js"></script>';
    const server = createServer((request, response) => {
      const name = path.basename(request.url ?? '');
      const isScript = name.endsWith('.js');
      response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
      if (isScript) void readFile(path.join(folder, name)).then((text) => response.end(text));
      else response.end(html);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    return new BenchPages(context, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, async () => {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    });
  }

  /** `ready`: name of what the script puts on its window. */
  async open(ready: string): Promise<Page> {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(this.#address);
    await page.waitForFunction((name) => name in window, ready);
    return page;
  }

  close(): Promise<void> {
    return this.#end();
  }
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
