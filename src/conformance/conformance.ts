import { gradeOf, isChatError, type Guarantee } from '../contract/index.js';
import type { ConformanceWorld } from './backend.js';
import type { ConformanceLimits, ConformanceManifest, ConformanceOptions, Suite } from './options.js';
import { resultOf, type ConformanceResult, type TestResult } from './result.js';
import type { Needs, RuleTest } from './rule-test.js';
import { sectionNames, type SectionLetter } from './rule-id.js';
import { Scene } from './scene.js';
import { allTests } from './sections/index.js';
import { show, Violation } from './violation.js';

const defaultLimits: ConformanceLimits = { wait: 10_000, heartbeat: 15_000 };

/** What a suite has found so far. */
export interface Conformance {
  /** Whole when all tests are over. */
  result(): ConformanceResult;
}

/** Defines the tests of an adapter in a test runner; the runner runs them in any order, one at a time or at once. */
export function conformance({ suite, ...options }: ConformanceOptions & { readonly suite: Suite }): Conformance {
  const results: TestResult[] = [];
  const onTest = (result: TestResult): void => {
    results.push(result);
    options.onTest?.(result);
  };
  for (const letter of Object.keys(sectionNames) as SectionLetter[]) {
    suite.describe(`${letter}: ${sectionNames[letter]}`, () => {
      for (const test of allTests) {
        if (!test.rule.startsWith(letter)) continue;
        const title = `${test.rule} ${test.title}`;
        const reason = skipReason(test.needs, options);
        if (reason !== undefined) {
          onTest({ rule: test.rule, title, verdict: 'skipped', message: reason });
          suite.skip?.(`${title} (${reason})`);
          continue;
        }
        suite.it(title, async () => {
          const { result, thrown } = await runTest(test, title, options);
          onTest(result);
          if (result.verdict !== 'passed') throw thrown;
        });
      }
    });
  }
  return { result: () => resultOf(results) };
}

/** Runs all tests without a runner, `concurrency` of them at once: one after the other by default. */
export async function runConformance(
  options: ConformanceOptions & { readonly concurrency?: number },
): Promise<ConformanceResult> {
  const tests: (() => Promise<void>)[] = [];
  const suite: Suite = {
    describe: (_, body) => {
      body();
    },
    it: (_, body) => {
      tests.push(body);
    },
  };
  const { result } = conformance({ ...options, suite });
  const work = async (): Promise<void> => {
    for (let body = tests.shift(); body !== undefined; body = tests.shift()) {
      // What a test throws is in the result.
      await body().catch(() => undefined);
    }
  };
  const workers: Promise<void>[] = [];
  for (let count = 0; count < (options.concurrency ?? 1); count += 1) workers.push(work());
  await Promise.all(workers);
  return result();
}

async function runTest(
  { rule, needs, body }: RuleTest,
  title: string,
  { factory, manifest, through = 'guard', limits }: ConformanceOptions,
): Promise<{ readonly result: TestResult; readonly thrown?: unknown }> {
  const options = { rule, manifest, factory, limits: { ...defaultLimits, ...limits } };
  let world: ConformanceWorld | undefined;
  let scene: Scene | undefined;
  try {
    world = await factory();
    scene = new Scene(world, { ...options, through: needs.guarded ? 'guard' : through });
    try {
      await body(scene);
    } finally {
      // Where a record was malformed, what it made of the test is no news.
      scene.checkFaults();
    }
    const { figures } = scene;
    return { result: { rule, title, verdict: 'passed', ...(figures.length > 0 && { figures }) } };
  } catch (thrown) {
    const broken = thrown instanceof Violation ? thrown.rule : isUnsupported(thrown) ? 'S5' : rule;
    const message = thrown instanceof Violation ? thrown.message : unexpected(thrown);
    return { result: { rule, title, verdict: broken === rule ? 'failed' : 'blocked', broken, message }, thrown };
  } finally {
    await scene?.end();
  }
}

/** An operation that is graded and not there. */
function isUnsupported(thrown: unknown): boolean {
  return isChatError(thrown) && thrown.code === 'unsupported';
}

/** Not by the adapter, or not where it is expected to throw. */
function unexpected(thrown: unknown): string {
  const { stack } = Object(thrown) as { readonly stack?: unknown };
  const where = typeof stack === 'string' ? `\n${stack}` : '';
  return `The factory, or a call of the adapter, failed where nothing was in the way: ${show(thrown)}${where}`;
}

function skipReason(needs: Needs, options: ConformanceOptions): string | undefined {
  const { manifest, through = 'guard', timed = true } = options;
  if (needs.guarded && through === 'raw') return 'the guard sees to it';
  if (needs.timed && !timed) return 'the timed part is switched off';
  if (needs.identify && !manifest.identify) return 'the adapter has no identify';
  for (const method of needs.probe ?? []) {
    if (!manifest.probe.includes(method)) return `the probe has no ${method}`;
  }
  return ungraded(needs, manifest);
}

function ungraded(
  { operations = [], guarantees = {} }: Needs,
  { capabilities }: ConformanceManifest,
): string | undefined {
  for (const operation of operations) {
    if (gradeOf(capabilities, operation) !== 'none') continue;
    const grade = capabilities.operations[operation];
    const reason = typeof grade === 'object' ? grade.reason : undefined;
    return `${operation} is not possible${reason === undefined ? '' : `: ${reason}`}`;
  }
  const graded = { joins: 'shared', ...capabilities.guarantees };
  for (const name of Object.keys(guarantees) as Guarantee[]) {
    const grade = graded[name];
    if (grade === guarantees[name]) continue;
    const reason = capabilities.guaranteeReasons?.[name];
    return `${name} is graded ${grade}${reason === undefined ? '' : `: ${reason}`}`;
  }
  return undefined;
}
