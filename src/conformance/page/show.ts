import type { WorldFactory } from '../backend.js';
import { runConformance } from '../conformance.js';
import { readManifest, type ConformanceManifest } from '../options.js';
import { resultOf, type ConformanceResult, type TestResult } from '../result.js';
import { ResultTable } from './result-table.js';
import { styles } from './styles.js';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** What a module of an adapter exports for the page. */
export interface ConformanceModule {
  readonly factory: WorldFactory;
  /** Read from the first world where it is absent. */
  readonly manifest?: ConformanceManifest;
}

/** Runs all tests in this page, and shows in `root` what they find while they run. */
export async function showConformance(
  root: HTMLElement,
  { factory, manifest }: ConformanceModule,
): Promise<ConformanceResult> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  const table = new ResultTable('Each rule of the contract with its tests. The adapter is reached through the guard.');
  root.classList.add('conformance');
  root.replaceChildren(status, table.element);

  status.textContent = 'Reading what the adapter promises …';
  const tests: TestResult[] = [];
  const onTest = (test: TestResult): void => {
    tests.push(test);
    const found = resultOf(tests);
    for (const rule of found.rules) {
      if (rule.rule === test.rule || rule.rule === test.broken) table.show(rule);
    }
    status.textContent = `Running. ${countsOf(found)}`;
  };
  try {
    const known = manifest ?? (await readManifest(factory));
    const result = await runConformance({ factory, manifest: known, onTest });
    status.textContent = `${result.counts.failed + result.counts.blocked === 0 ? 'Done.' : 'Not done yet.'} ${countsOf(result)}`;
    return result;
  } catch (thrown) {
    status.textContent = `The factory failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
    throw thrown;
  }
}

function countsOf({ counts, figures }: ConformanceResult): string {
  const { passed, failed, blocked, skipped } = counts;
  const measured = figures.map(({ what, value, unit }) => `${what}: ${number.format(value)} ${unit}`);
  const also = measured.length > 0 ? ` Measured: ${measured.join('; ')}.` : '';
  return `${passed} rules passed, ${failed} failed, ${blocked} blocked, ${skipped} skipped.${also}`;
}
