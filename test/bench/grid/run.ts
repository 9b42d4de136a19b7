import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { BenchPages, median } from '../bench-page.js';
import { contenders, type ContenderInfo } from './contenders.js';
import { installPeers, typeErrors } from './install-peers.js';
import { readOptions } from './options.js';
import { commit, machine, markdown, problemLines, type BenchResult, type ScenarioResult } from './report.js';
import { visit, type Figures } from './visit.js';

/**
 * Our grid beside others and beside the least that a page can do: on the same chats, with the same changes, in one run.
 * Run: npm run bench, with the options of `options.ts` as environment variables; `npm run bench -- --short` looks only
 * whether every page works and shows the right rows, and fails if not.
 */

const options = readOptions(process.env, process.argv.slice(2));
const chosen = contenders.filter(({ name }) => options.only?.includes(name) ?? true);
const unknown = options.only?.filter((name) => name !== 'guard' && chosen.every((one) => one.name !== name)) ?? [];
if (unknown.length > 0) {
  console.error(`No contender ${unknown.join(', ')}: there are ${contenders.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

interface Scenario {
  readonly rows: number;
  readonly perSecond: number;
}

const firstRowsOnly: Scenario = { rows: 1000, perSecond: 0 };
const scenarios: readonly Scenario[] = options.short
  ? [{ rows: 1000, perSecond: 1000 }]
  : [firstRowsOnly, ...options.rows.flatMap((rows) => options.rates.map((perSecond) => ({ rows, perSecond })))];

const now = Date.now();
const load = [os.loadavg()[0] ?? 0];
const rounds = options.short ? 1 : options.rounds;
const seconds = options.short ? 0.4 : options.seconds;
const found = new Map<ContenderInfo, Map<Scenario, Partial<Figures>[]>>();
const guardTimes: number[] = [];

const hasPeers = chosen.some(({ peer }) => peer);
if (hasPeers) await installPeers();
const typing = options.short && hasPeers ? typeErrors() : Promise.resolve('');
const pages = await BenchPages.serveAll(
  { guard: fromHere('page/guard.ts'), ...Object.fromEntries(chosen.map(({ name, script }) => [name, script])) },
  {
    shared: { imported: /\/page\/bench\.js$/, source: fromHere('page/bench.ts') },
    // As on a screen with many pixels, where the compositor scrolls by itself and shows what the page has not filled.
    args: ['--enable-prefer-compositing-to-lcd-text'],
  },
);
try {
  for (let round = 0; round < rounds; round += 1) {
    // Whoever comes first in one round is last in the next.
    const order = round % 2 === 0 ? chosen : chosen.toReversed();
    for (const scenario of scenarios) {
      for (const contender of order) await measure(contender, scenario, round);
    }
    guardTimes.push(await guardTime());
  }
  const result: BenchResult = {
    date: new Date(now).toISOString(),
    commit: commit(),
    machine: machine(),
    browser: pages.browserVersion,
    load: [...load, os.loadavg()[0] ?? 0],
    options,
    guard: guardTimes,
    contenders: await Promise.all(
      chosen.map(async (contender) => ({
        name: contender.name,
        title: contender.title,
        gzipBytes: await pages.gzipBytes(contender.name),
        scenarios: [...(found.get(contender) ?? [])].map(([scenario, figures]): ScenarioResult => ({
          ...scenario,
          rounds: figures,
        })),
      })),
    ),
  };
  if (!options.short) await tell(result);
  const problems = [...problemLines(result), ...(await typing).split('\n').filter(Boolean)];
  for (const problem of problems) console.log(`WRONG: ${problem}`);
  if (options.short) {
    console.log(`${chosen.length} pages, ${problems.length} problems`);
    process.exitCode = problems.length === 0 ? 0 : 1;
  }
} finally {
  await pages.close();
}

async function measure(contender: ContenderInfo, scenario: Scenario, round: number): Promise<void> {
  const figures = await visit(pages, contender.name, { ...scenario, seconds, now, short: options.short });
  const all = found.get(contender) ?? new Map<Scenario, Partial<Figures>[]>();
  found.set(contender, all.set(scenario, [...(all.get(scenario) ?? []), figures]));
  const { rows, perSecond } = scenario;
  const passed = (performance.now() / 1000).toFixed(0);
  console.error(
    `${passed} s: round ${round + 1}, ${rows} rows, ${perSecond}/s, ${contender.name}: ${JSON.stringify(figures)}`,
  );
}

/** Microseconds per change. */
async function guardTime(): Promise<number> {
  const page = await pages.openAlone('guardBench', 'guard');
  const times = await page.evaluate(
    ([rows, batches]) => window.guardBench.perChange(rows, 10_000, batches),
    options.short ? ([1000, 20] as const) : ([10_000, 400] as const),
  );
  await page.close();
  return median(times);
}

async function tell(result: BenchResult): Promise<void> {
  const folder = fromHere('../results/');
  await mkdir(folder, { recursive: true });
  const file = new URL(`grid-${result.date.replaceAll(':', '-')}.json`, folder);
  await writeFile(file, `${JSON.stringify(result, undefined, 2)}\n`);
  console.log(JSON.stringify(result));
  console.log(`\n${markdown(result)}\n\nWritten to ${fileURLToPath(file)}`);
}

function fromHere(path: string): URL {
  return new URL(path, import.meta.url);
}
