import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { sequenceOf } from './sequences.js';
import { playOn, Stage } from './stage.js';
import { tell, type Sequence, type Verdict } from './steps.js';

/**
 * Nothing is lost, nothing is doubled: whatever happens to the tabs of a real browser, to its disk and to the backend.
 * `SEQUENCES` says how many are played (500), `SEED` which is the first. Without either the same are played each time, so
 * that a change is judged by itself; more of them are new ones. Seeds that failed once are in `seeds.json`.
 */
const USUAL = 500;
const count = Number(process.env['SEQUENCES'] ?? USUAL);
const first = Number(process.env['SEED'] ?? (count > USUAL ? Date.now() % 1_000_000_000 : 1_000));
/** Played at the same time on one page; a page is left after so many, for it grows. */
const BESIDE = 8;
const PER_PAGE = 2_000;
/** So many failures are enough. */
const MOST_FAILURES = 5;
/** So long, ms, a failure is made shorter. */
const SHRINKING = 20_000;

interface Failure {
  readonly sequence: Sequence;
  readonly verdict: Verdict;
}

describe('records of commands', () => {
  let stage: Stage;
  let page: Page;
  before(async () => {
    stage = await Stage.open();
    page = await stage.page();
  });
  after(() => stage.close());

  it('of sequences that failed once arrive once, with the truth', async () => {
    const kept = JSON.parse(readFileSync(new URL('seeds.json', import.meta.url), 'utf8')) as readonly number[];
    await check(kept.map(sequenceOf));
  });

  it(`of ${count} sequences from seed ${first} on arrive once, with the truth`, async () => {
    const seen: Verdict[] = [];
    const start = performance.now();
    for (let at = 0; at < count; at += PER_PAGE) {
      const seeds = Array.from({ length: Math.min(PER_PAGE, count - at) }, (_, nth) => first + at + nth);
      if (at > 0) page = await stage.page(page);
      seen.push(...(await check(seeds.map(sequenceOf))));
    }
    console.log(summary(seen, (performance.now() - start) / 1_000));
    const commands = sum(seen, ({ commands }) => commands);
    assert.ok(commands >= count, `only ${commands} commands were given: the sequences prove nothing`);
  });

  async function check(sequences: readonly Sequence[]): Promise<readonly Verdict[]> {
    const verdicts: Verdict[] = [];
    const failures: Failure[] = [];
    const left = sequences.values();
    const playAll = async (): Promise<void> => {
      for (const sequence of left) {
        const verdict = await playOn(page, sequence);
        verdicts.push(verdict);
        if (verdict.wrong.length > 0) failures.push({ sequence, verdict });
        if (failures.length >= MOST_FAILURES) return;
      }
    };
    await Promise.all(Array.from({ length: BESIDE }, playAll));
    const [failure] = failures;
    if (failure !== undefined) {
      const seeds = failures.map(({ sequence }) => sequence.seed).join(', ');
      assert.fail(`${report(await shrunk(failure))}\nFailed: ${seeds}. Keep them in test/storm/seeds.json.`);
    }
    assert.deepEqual(stage.complaints(), []);
    return verdicts;
  }

  /** With as few steps as fail still, alone. */
  async function shrunk(failure: Failure): Promise<Failure> {
    const end = performance.now() + SHRINKING;
    let smallest = failure;
    let at = 0;
    for (let size = Math.ceil(failure.sequence.steps.length / 2); size >= 1 && performance.now() < end;) {
      const { sequence } = smallest;
      const steps = sequence.steps.filter((_, nth) => nth < at || nth >= at + size);
      const verdict = await playOn(page, { ...sequence, steps });
      if (verdict.wrong.length > 0) smallest = { sequence: { ...sequence, steps }, verdict };
      else at += size;
      if (at < smallest.sequence.steps.length) continue;
      at = 0;
      size = size === 1 ? 0 : Math.floor(size / 2);
    }
    return smallest;
  }
});

function report({ sequence, verdict }: Failure): string {
  return [...verdict.story, '', tell(sequence), '', ...verdict.wrong].join('\n');
}

function summary(verdicts: readonly Verdict[], seconds: number): string {
  const faults: Record<string, number> = {};
  for (const verdict of verdicts) {
    for (const [fault, times] of Object.entries(verdict.faults)) faults[fault] = (faults[fault] ?? 0) + times;
  }
  const hours = sum(verdicts, ({ time }) => time) / 3_600_000;
  return [
    `${verdicts.length} sequences in ${seconds.toFixed(0)} s, ${hours.toFixed(1)} h of their own time:`,
    `${sum(verdicts, ({ commands }) => commands)} commands, ${sum(verdicts, ({ records }) => records)} arrivals,`,
    `${sum(verdicts, ({ doubles }) => doubles)} doubles and ${sum(verdicts, ({ lost }) => lost)} losses with a reason.`,
    Object.entries(faults)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([fault, times]) => `${fault} ${times}`)
      .join(', '),
  ].join('\n');
}

function sum(verdicts: readonly Verdict[], of: (verdict: Verdict) => number): number {
  return verdicts.reduce((total, verdict) => total + of(verdict), 0);
}
