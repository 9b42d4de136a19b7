import type { BenchPages } from '../bench-page.js';
import { blankShares, Film, type BlankShares } from './film.js';
import { GridPage } from './grid-page.js';
import { ROW_HEIGHT } from './page/columns.js';
import type { FrameTimes } from './page/frames.js';

export interface VisitOptions {
  readonly rows: number;
  /** Changes a second; 0 for a visit that is only about the first rows. */
  readonly perSecond: number;
  /** Seconds of each measurement. */
  readonly seconds: number;
  /** Epoch ms at which the floor's life begins. */
  readonly now: number;
  /** Only to see whether it works: less of what costs time, and nothing is measured well. */
  readonly short: boolean;
}

/** One contender's page with so many chats and changes, measured once. */
export interface Figures {
  /** From handing the chats over until the first rows are painted, ms. */
  readonly firstRows: number;
  /** Kept beyond the records, bytes. */
  readonly bytesPerRow: number;
  readonly changing?: {
    /** Share of the time that the main thread worked. */
    readonly busy: number;
    /** Share of the batches that it took when they were due. */
    readonly keptUp: number;
    readonly frames: FrameFigures;
  };
  readonly scrolling?: {
    readonly frames: FrameFigures;
    /** Of what came to the screen. */
    readonly blank: BlankShares;
    /** Share of the frames in which a row showed what was over for a quarter of a second. */
    readonly stale: number;
  };
  /** Slowest from a click to what it paints, ms. */
  readonly slowestClick?: number;
  readonly problems: readonly string[];
}

export interface FrameFigures {
  /** 95 of 100 frames came sooner after the one before, ms. */
  readonly p95: number;
  /** Tasks of 50 ms and more, per second. */
  readonly longTasks: number;
  /** The longest of them, ms. */
  readonly longest: number;
}

/** Clicks are measured from so many changes a second on. */
const CLICK_RATE = 10_000;
/** Pixels a second. */
const SCROLL_SPEED = 4000;
/** Beside the seconds that are measured: making the data, and rows that are held for a while. */
const PATIENCE = 120;

/** Never rejects: what went wrong is among the problems. */
export async function visit(pages: BenchPages, script: string, options: VisitOptions): Promise<Partial<Figures>> {
  const figures: Figure = { problems: [] };
  let page: GridPage | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    const late = (): void => reject(new Error('it did not come to an end'));
    timer = setTimeout(late, (PATIENCE + 10 * options.seconds) * 1000);
  });
  try {
    page = await GridPage.open(pages, script);
    await Promise.race([measure(pages, page, options, figures), limit]);
  } catch (error) {
    figures.problems.push(String(error));
  } finally {
    clearTimeout(timer);
    await page?.close();
  }
  figures.problems.push(...(page?.errors ?? []));
  return figures;
}

type Figure = { -readonly [K in keyof Figures]?: Figures[K] } & { problems: string[] };

async function measure(pages: BenchPages, grid: GridPage, options: VisitOptions, figures: Figure): Promise<void> {
  const { rows, perSecond, seconds, now, short } = options;
  const warmUp = short ? 0.2 : 1;
  const clicks = short ? 3 : 20;
  const { page } = grid;
  const check = async (when: string): Promise<void> => {
    const problems = await page.evaluate(() => window.gridBench.check());
    if (problems.length > 0) figures.problems.push(`${when}, ${problems.length} rows are wrong; ${problems[0]}`);
  };
  const clicking = (short || perSecond >= CLICK_RATE) && (await page.evaluate(() => window.gridBench.hasClicks));
  await grid.makeData({ rows, perSecond, seconds: 4 * seconds + 8 + (clicking ? 12 : 0), now });
  const before = await grid.heapBytes();
  figures.firstRows = await page.evaluate(() => window.gridBench.show());
  await page.waitForTimeout(warmUp * 500);
  figures.bytesPerRow = ((await grid.heapBytes()) - before) / rows;
  await check('at first');
  if (perSecond === 0) return;

  await page.evaluate(() => window.gridBench.change());
  await page.waitForTimeout(warmUp * 1000);
  const busy = await grid.busyShare(seconds);
  await page.evaluate(() => window.gridBench.beginFrames());
  await page.waitForTimeout(seconds * 1000);
  const frames = frameFigures(await page.evaluate(() => window.gridBench.endFrames()));
  figures.changing = { busy, frames, keptUp: await page.evaluate(() => window.gridBench.rest()) };
  await check('after changes');

  await page.evaluate(() => {
    window.gridBench.change();
    window.gridBench.beginFrames();
    window.gridBench.beginSight();
  });
  await grid.scroll(seconds, SCROLL_SPEED);
  const sight = await page.evaluate(() => window.gridBench.endSight());
  const scrollFrames = frameFigures(await page.evaluate(() => window.gridBench.endFrames()));
  // Apart from that, since a film takes time itself.
  const film = await Film.of(page);
  await grid.scroll(seconds, SCROLL_SPEED);
  const area = await page.evaluate(() => window.gridBench.area());
  const blank = await blankShares(pages.context, await film.end(), area, ROW_HEIGHT);
  figures.scrolling = { frames: scrollFrames, blank, stale: sight.stale / sight.frames };
  if (sight.furthest < (SCROLL_SPEED * seconds) / 4) figures.problems.push(`scrolled only ${sight.furthest} px`);
  await page.evaluate(() => window.gridBench.scrollToTop());
  if (clicking) figures.slowestClick = await grid.slowestClick(clicks);
  await page.evaluate(() => window.gridBench.rest());
  // Our grid holds its rows for a while after somebody was at work in them.
  if (!short) await check('after scrolling');
}

function frameFigures({ frames, longTasks, time }: FrameTimes): FrameFigures {
  const sorted = [...frames].sort((a, b) => a - b);
  return {
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN,
    longTasks: (longTasks.length * 1000) / time,
    longest: Math.max(0, ...longTasks),
  };
}
