import type { CDPSession, Page } from 'playwright-core';
import type { BenchPages } from '../bench-page.js';
import type { DataOptions } from './page/bench.js';

interface Usage {
  readonly usedSize: number;
  readonly embedderHeapUsedSize?: number;
  readonly backingStorageSize?: number;
}

/** One contender's page, and what can be measured of it from outside. */
export class GridPage {
  readonly page: Page;
  /** What the page's script threw. */
  readonly errors: string[] = [];
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  static async open(pages: BenchPages, script: string): Promise<GridPage> {
    const page = await pages.openAlone('gridBench', script);
    const session = await page.context().newCDPSession(page);
    // CPU time of the thread, so that other work on the machine does not count.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new GridPage(page, session);
  }

  makeData(options: DataOptions): Promise<void> {
    return this.page.evaluate((given) => window.gridBench.makeData(given), options);
  }

  /** All that script and page keep after a garbage collection. */
  async heapBytes(): Promise<number> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const usage: Usage = await this.#session.send('Runtime.getHeapUsage');
    return usage.usedSize + (usage.embedderHeapUsedSize ?? 0) + (usage.backingStorageSize ?? 0);
  }

  /** Share of the time that the page's main thread worked. */
  async busyShare(seconds: number): Promise<number> {
    const before = await this.#busySeconds();
    const begin = performance.now();
    await this.page.waitForTimeout(seconds * 1000);
    const after = await this.#busySeconds();
    return ((after - before) * 1000) / (performance.now() - begin);
  }

  /** A wheel that is turned fast, down and up again. */
  async scroll(seconds: number, pixelsPerSecond: number): Promise<void> {
    const { left, top, bottom } = await this.page.evaluate(() => window.gridBench.area());
    for (const direction of [-1, 1]) {
      await this.#session.send('Input.synthesizeScrollGesture', {
        x: left + 500,
        y: (top + bottom) / 2,
        yDistance: (direction * pixelsPerSecond * seconds) / 2,
        speed: pixelsPerSecond,
        gestureSourceType: 'mouse',
        preventFling: true,
      });
    }
  }

  /** The slowest from a click to what it paints, ms. */
  async slowestClick(clicks: number): Promise<number> {
    const { page } = this;
    await page.evaluate(() => window.gridBench.beginClicks());
    let opened = 0;
    for (let click = 0; click < clicks; click += 1) {
      const point = await page.evaluate((row) => window.gridBench.clickPoint(row), click);
      await page.mouse.click(point.x, point.y);
      if (await this.#isOpened(true)) opened += 1;
      await page.keyboard.press('Escape');
      await this.#isOpened(false);
    }
    // A chat may leave between the look and the click.
    if (opened < clicks * 0.8) this.errors.push(`only ${opened} of ${clicks} clicks opened something`);
    return page.evaluate(() => window.gridBench.endClicks());
  }

  #isOpened(expected: boolean): Promise<boolean> {
    const change = this.page.waitForFunction((open) => window.gridBench.opened() === open, expected, { timeout: 2000 });
    return change.then(
      () => true,
      () => false,
    );
  }

  close(): Promise<void> {
    return this.page.close();
  }

  async #busySeconds(): Promise<number> {
    const { metrics } = await this.#session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  }
}
