import type { RuleId } from './rule-id.js';

/**
 * - `blocked`: the test could not get to its own rule, because another one was broken before
 * - `skipped`: not asked, because the manifest says that it cannot be
 */
export type Verdict = 'passed' | 'failed' | 'blocked' | 'skipped';

/** Something that was measured. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'per second';
}

/** One test that is over. */
export interface TestResult {
  readonly rule: RuleId;
  /** Begins with the rule. */
  readonly title: string;
  readonly verdict: Verdict;
  /** Which rule was broken; not `rule` where the verdict is `blocked`. */
  readonly broken?: RuleId;
  /** What was expected, what came, and what to do; why it was skipped. */
  readonly message?: string;
  readonly figures?: readonly Figure[];
}

/** One rule, over all tests. */
export interface RuleResult {
  readonly rule: RuleId;
  /** `failed` where a test found it broken, whichever rule that test was about. */
  readonly verdict: Verdict;
  /** The tests of the rule, and those that found it broken. */
  readonly tests: readonly TestResult[];
}

export interface ConformanceResult {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** In the order in which they were asked. */
  readonly rules: readonly RuleResult[];
  readonly figures: readonly Figure[];
}

/** What tests say about the rules. */
export function resultOf(tests: readonly TestResult[]): ConformanceResult {
  const byRule = new Map<RuleId, TestResult[]>();
  for (const { rule } of tests) byRule.set(rule, []);
  for (const test of tests) {
    byRule.get(test.rule)?.push(test);
    if (test.broken === undefined || test.broken === test.rule) continue;
    const others = byRule.get(test.broken);
    if (others === undefined) byRule.set(test.broken, [test]);
    else others.push(test);
  }
  const counts: Record<Verdict, number> = { passed: 0, failed: 0, blocked: 0, skipped: 0 };
  const rules = [...byRule].map(([rule, own]): RuleResult => {
    const verdict = verdictOn(rule, own);
    counts[verdict] += 1;
    return { rule, verdict, tests: own };
  });
  return { counts, rules, figures: tests.flatMap((test) => test.figures ?? []) };
}

function verdictOn(rule: RuleId, tests: readonly TestResult[]): Verdict {
  if (tests.some((test) => test.broken === rule)) return 'failed';
  for (const verdict of ['blocked', 'passed'] as const) {
    if (tests.some((test) => test.rule === rule && test.verdict === verdict)) return verdict;
  }
  return 'skipped';
}

const signs: Readonly<Record<Verdict, string>> = { passed: 'ok', failed: 'FAIL', blocked: 'blocked', skipped: 'skip' };

/** The result as lines of text: what failed and was skipped, with the reasons, then figures and counts. */
export function formatResult({ rules, counts, figures }: ConformanceResult): string {
  const lines: string[] = [];
  for (const { rule, verdict, tests } of rules) {
    if (verdict !== 'passed') lines.push(`${signs[verdict].padEnd(8)}${rule}`);
    const told = new Set<string>();
    for (const { message } of tests) {
      if (message === undefined || told.has(message)) continue;
      told.add(message);
      if (verdict === 'passed') lines.push(`part    ${rule}`);
      lines.push(...message.split('\n').map((line) => `          ${line}`));
    }
  }
  for (const { what, value, unit } of figures) lines.push(`figure  ${what}: ${value.toFixed(0)} ${unit}`);
  const { passed, failed, blocked, skipped } = counts;
  lines.push(`${passed} rules passed, ${failed} failed, ${blocked} blocked, ${skipped} skipped`);
  return lines.join('\n');
}
