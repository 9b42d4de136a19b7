import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A web-test-runner reporter beside the default one, which prints failures in full: it prints one line per test file, and
 * writes how many tests passed, failed and were skipped, and the titles of those that failed. A file that could not be loaded or ran no test counts as one
 * failed test.
 *
 * @param {string | undefined} countsFile where to write them as JSON; without it they are not written
 */
export function elementTestReporter(countsFile) {
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      const { passed, failed, skipped } = sum(sessionsForTestFile.map(countsOf));
      const extra = [failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter(Boolean);
      const mark = failed === 0 ? 'ok  ' : 'FAIL';
      logger.log(`${mark} ${path.relative(process.cwd(), testFile)} ${[`${passed} passed`, ...extra].join(', ')}`);
    },

    onTestRunFinished({ sessions }) {
      if (countsFile === undefined) return;
      const failures = sessions.flatMap(failuresOf);
      writeFileSync(countsFile, JSON.stringify({ ...sum(sessions.map(countsOf)), failures }));
    },
  };
}

function countsOf(session) {
  const tests = session.testResults === undefined ? [] : testsOf(session.testResults);
  const skipped = tests.filter((test) => test.skipped).length;
  const passed = tests.filter((test) => test.passed && !test.skipped).length;
  const failed = tests.length - skipped - passed;
  const failedOutsideOfTests = failed === 0 && (tests.length === 0 || !session.passed);
  return { passed, failed: failedOutsideOfTests ? 1 : failed, skipped };
}

function failuresOf(session) {
  const file = path.relative(process.cwd(), session.testFile);
  const tests = session.testResults === undefined ? [] : testsOf(session.testResults);
  const titles = tests.filter((test) => !test.passed && !test.skipped).map((test) => `${file}: ${test.name}`);
  return titles.length === 0 && countsOf(session).failed > 0 ? [file] : titles;
}

function testsOf(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}

function sum(counts) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}
