/**
 * The bench's side of a page, as one module beside each contender's, so that the bytes of a contender are its own.
 */
import type { Chat } from '../../../../src/contract/index.js';
import { ClickRecorder } from './clicks.js';
import type { Area, Contender } from './contender.js';
import { Feed } from './feed.js';
import { deepFreeze, FloorLife, STEP, type Batch } from './floor-life.js';
import { FrameRecorder, painted, type FrameTimes } from './frames.js';
import { hasRows, problemsWith, SightRecorder, type SightCounts } from './sight.js';

export { columns, ROW_HEIGHT, type BenchColumn } from './columns.js';
export { areaOf, elementAt, readRow, type Area, type Contender, type SeenRow } from './contender.js';
export { FedRows } from './fed-rows.js';
export { MergedBatches } from './merged-batches.js';
export { breachKey, compareChats, compareIds, flagKey, policy } from './order.js';

export interface DataOptions {
  readonly rows: number;
  readonly perSecond: number;
  /** For how many seconds there are changes. */
  readonly seconds: number;
  /** Epoch ms at which the floor's life begins. */
  readonly now: number;
}

/** What the bench asks of a page. */
export interface GridBenchPage {
  /** Makes chats and changes; before anything is measured. */
  makeData(options: DataOptions): Promise<void>;
  /** Milliseconds from handing the chats over until the first rows are painted. */
  show(): Promise<number>;
  /** Begins to change things, or goes on. */
  change(): void;
  /** Stops that; which share of the batches that were due was handed over. */
  rest(): number;
  /** What is wrong with the first rows, once they have had time to settle. */
  check(): Promise<readonly string[]>;
  beginFrames(): void;
  endFrames(): FrameTimes;
  beginSight(): void;
  endSight(): SightCounts;
  scrollToTop(): Promise<void>;
  area(): Area;
  readonly hasClicks: boolean;
  clickPoint(row: number): { readonly x: number; readonly y: number };
  /** What the click opens is there. */
  opened(): boolean;
  beginClicks(): void;
  /** The slowest one, ms. */
  endClicks(): number;
}

declare global {
  interface Window {
    gridBench: GridBenchPage;
  }
}

/** Long enough for rows that are held while somebody is at work in them. */
const PATIENCE = 8000;
/** Height of the area with rows, px. */
const AREA = 800;

/** Makes a contender ready for the bench. */
export function serve(contender: Contender): void {
  const frames = new FrameRecorder();
  const clicks = new ClickRecorder();
  const sight = new SightRecorder(contender);
  const place = document.createElement('div');
  place.style.cssText = `height: ${String(AREA + contender.chrome)}px; width: 1400px; font: 14px/20px sans-serif`;
  document.body.style.margin = '0';
  document.body.append(place);
  let chats: readonly Chat[] = [];
  let given: readonly Chat[] = [];
  let batches: readonly Batch[] = [];
  let feed = new Feed(contender, [], []);

  window.gridBench = {
    async makeData({ rows, now, perSecond, seconds }) {
      const life = new FloorLife(rows, now);
      const isRaw = contender.raw === true;
      chats = deepFreeze(life.chats());
      // The contender keeps what it makes of them, and not the ones that it gets.
      given = isRaw ? life.chats() : chats;
      const made: Batch[] = [];
      const changes = (perSecond * STEP) / 1000;
      while (made.length < (seconds * 1000) / STEP) made.push(life.batch(changes));
      batches = isRaw ? made : deepFreeze(made);
      feed = new Feed(contender, chats, batches);
      await contender.prepare?.(place, now);
    },

    async show() {
      const begin = performance.now();
      await contender.show(place, given);
      given = [];
      do await painted();
      while (!hasRows(contender));
      return performance.now() - begin;
    },

    change: () => feed.resume(),

    rest() {
      const { keptUp } = feed;
      feed.pause();
      return keptUp;
    },

    async check() {
      const end = performance.now() + PATIENCE;
      const { top, bottom } = contender.area();
      if (Math.abs(bottom - top - AREA) > 2) return [`the rows have ${String(bottom - top)} px`];
      let problems: readonly string[];
      do {
        await painted();
        problems = problemsWith(contender, feed);
      } while (problems.length > 0 && performance.now() < end);
      return problems;
    },

    beginFrames: () => frames.begin(),
    endFrames: () => frames.end(),
    beginSight: () => sight.begin(),
    endSight: () => sight.end(feed, chats),

    async scrollToTop() {
      contender.scroller().scrollTop = 0;
      await painted();
    },

    hasClicks: contender.clicks !== undefined,
    clickPoint: (row) => contender.clicks?.at(row) ?? { x: 0, y: 0 },
    opened: () => contender.clicks?.opened() === true,
    beginClicks: () => clicks.begin(),
    endClicks: () => clicks.end(),

    area: () => contender.area(),
  };
}
