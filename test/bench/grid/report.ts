import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { median } from '../bench-page.js';
import type { BenchOptions } from './options.js';
import type { Figures } from './visit.js';

/** Everything that one run found. */
export interface BenchResult {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly browser: string;
  /** Of the machine, over a minute: at the beginning and at the end. */
  readonly load: readonly number[];
  readonly options: BenchOptions;
  /** Microseconds per change, medians of the rounds. */
  readonly guard: readonly number[];
  readonly contenders: readonly ContenderResult[];
}

export interface ContenderResult {
  readonly name: string;
  readonly title: string;
  readonly gzipBytes: number;
  readonly scenarios: readonly ScenarioResult[];
}

/** One figure for each round. */
export interface ScenarioResult {
  readonly rows: number;
  readonly perSecond: number;
  readonly rounds: readonly Partial<Figures>[];
}

export function machine(): string {
  const [cpu] = os.cpus();
  const memory = (os.totalmem() / 2 ** 30).toFixed(0);
  return `${os.cpus().length} cores ${cpu?.model.trim() ?? ''}, ${memory} GiB, ${os.type()} ${os.arch()}, Node ${process.version}`;
}

export function commit(): string {
  const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' and changes'}`;
  } catch {
    return 'unknown';
  }
}

/** As it may stand in a README. */
export function markdown(result: BenchResult): string {
  const { options, contenders } = result;
  const most = Math.max(...options.rows);
  const fastest = Math.max(...options.rates);
  return [
    `${result.date.slice(0, 10)}, ${result.machine}, headless Chromium ${result.browser}, commit ${result.commit}; ` +
      `medians of ${options.rounds} rounds of ${options.seconds} s; load of the machine ${result.load.map(short).join(' to ')}.`,
    '',
    table(
      [
        '',
        ...firstRowsOf(contenders).map((rows) => `first of ${number(rows)} rows, ms`),
        'bytes a row',
        'kB gzip',
        'rows',
      ],
      contenders.map((contender) => [
        contender.title,
        ...firstRowsOf(contenders).map((rows) => cell(pick(contender, rows, undefined, (f) => f.firstRows))),
        cell(pick(contender, most, undefined, (f) => f.bytesPerRow)),
        (contender.gzipBytes / 1000).toFixed(1),
        problems(contender) === 0 ? 'right' : 'WRONG',
      ]),
    ),
    '',
    'Main thread at work, % of the time:',
    '',
    table(
      ['', ...columnsOf(options).map(({ rows, perSecond }) => `${number(rows)} rows, ${number(perSecond)}/s`)],
      contenders.map((contender) => [
        contender.title,
        ...columnsOf(options).map(({ rows, perSecond }) => busyCell(contender, rows, perSecond)),
      ]),
    ),
    '',
    ...options.rows.flatMap((rows) => [
      `Frames of ${number(rows)} rows while ${number(fastest)} changes a second come, and a wheel that is turned fast:`,
      '',
      framesTable(contenders, rows, fastest),
      '',
    ]),
    ...clickLines(contenders, fastest),
    `Guard and table: ${cell(median(result.guard))} µs per change.`,
  ].join('\n');
}

function framesTable(contenders: readonly ContenderResult[], rows: number, perSecond: number): string {
  const percent = (share: number | undefined): number | undefined => share && share * 100;
  const columns: readonly (readonly [string, (figures: Partial<Figures>) => number | undefined])[] = [
    ['p95 ms', ({ changing }) => changing?.frames.p95],
    ['long tasks/s', ({ changing }) => changing?.frames.longTasks],
    ['scrolling: p95 ms', ({ scrolling }) => scrolling?.frames.p95],
    ['frames with blank rows %', ({ scrolling }) => percent(scrolling?.blank.frames)],
    ['blank rows %', ({ scrolling }) => percent(scrolling?.blank.rows)],
    ['frames with stale rows %', ({ scrolling }) => percent(scrolling?.stale)],
  ];
  return table(
    ['', ...columns.map(([title]) => title)],
    contenders.map((contender) => [
      contender.title,
      ...columns.map(([, select]) => cell(pick(contender, rows, perSecond, select))),
    ]),
  );
}

/** All problems, with where they came up. */
export function problemLines({ contenders }: Pick<BenchResult, 'contenders'>): readonly string[] {
  return contenders.flatMap(({ name, scenarios }) =>
    scenarios.flatMap(({ rows, perSecond, rounds }) =>
      rounds.flatMap(({ problems = [] }) =>
        problems.map((problem) => `${name}, ${number(rows)} rows, ${number(perSecond)}/s: ${problem}`),
      ),
    ),
  );
}

function columnsOf({ rows, rates }: BenchOptions): readonly { readonly rows: number; readonly perSecond: number }[] {
  return rows.flatMap((count) => rates.map((perSecond) => ({ rows: count, perSecond })));
}

function firstRowsOf(contenders: readonly ContenderResult[]): readonly number[] {
  const counts = new Set(contenders.flatMap(({ scenarios }) => scenarios.map(({ rows }) => rows)));
  return [...counts].sort((a, b) => a - b);
}

/** Median over the rounds, of all rates where none is named. */
function pick(
  { scenarios }: ContenderResult,
  rows: number,
  perSecond: number | undefined,
  select: (figures: Partial<Figures>) => number | undefined,
): number | undefined {
  const values = scenarios
    .filter((scenario) => scenario.rows === rows && (perSecond === undefined || scenario.perSecond === perSecond))
    .flatMap(({ rounds }) => rounds.map(select))
    .filter((value) => value !== undefined);
  return values.length === 0 ? undefined : median(values);
}

/** With the share of the changes that it took, where it did not take all. */
function busyCell(contender: ContenderResult, rows: number, perSecond: number): string {
  const busy = pick(contender, rows, perSecond, ({ changing }) => changing && changing.busy * 100);
  const keptUp = pick(contender, rows, perSecond, ({ changing }) => changing?.keptUp) ?? 1;
  return keptUp > 0.95 ? cell(busy) : `${cell(busy)} (took ${(keptUp * 100).toFixed(0)} %)`;
}

function clickLines(contenders: readonly ContenderResult[], perSecond: number): readonly string[] {
  return contenders.flatMap((contender) =>
    [...new Set(contender.scenarios.map(({ rows }) => rows))].flatMap((rows) => {
      const slowest = pick(contender, rows, perSecond, (figures) => figures.slowestClick);
      if (slowest === undefined) return [];
      return [
        `Slowest of 20 clicks, ${contender.title}, ${number(rows)} rows, ${number(perSecond)} changes/s: ${slowest} ms.`,
        '',
      ];
    }),
  );
}

function problems(contender: ContenderResult): number {
  return problemLines({ contenders: [contender] }).length;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function cell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '–' : short(value);
}

/** Three digits are enough. */
function short(value: number): string {
  if (Math.abs(value) >= 100) return number(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
