import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

/**
 * A node:test reporter: one line per test file, failures in full, and the counts written as JSON to TEST_COUNTS_FILE.
 * Suites are not counted, and a test whose only failure is a failed subtest counts once. A file that ran no test is a
 * failure.
 */
export default async function* nodeTestReporter(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let current;

  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;

    const isFile = isTestFile(data.name);
    const file = isFile ? data.name : data.file;
    if (file !== current?.file) {
      if (current) yield fileLine(current);
      current = { file, passed: 0, failed: 0, skipped: 0 };
    }
    const outcome = outcomeOf(type, data, isFile);
    if (outcome === undefined) continue;
    counts[outcome] += 1;
    current[outcome] += 1;
    if (outcome === 'failed') yield failure(file, data, isFile);
  }

  if (current) yield fileLine(current);
  const target = process.env.TEST_COUNTS_FILE;
  if (target !== undefined) writeFileSync(target, JSON.stringify(counts));
}

function outcomeOf(type, data, isFile) {
  if (isFile) return 'failed'; // reported itself only when it ran no test or broke outside of its tests
  const error = data.details.error;
  if (error?.failureType === 'subtestsFailed') return undefined;
  if (type === 'test:fail') return 'failed';
  if (data.details.type === 'suite') return undefined;
  return data.skip !== undefined || data.todo !== undefined ? 'skipped' : 'passed';
}

function isTestFile(name) {
  return path.isAbsolute(name) && name.endsWith('.test.ts');
}

function fileLine({ file, passed, failed, skipped }) {
  const mark = failed === 0 ? 'ok  ' : 'FAIL';
  const extra = [failed > 0 && `${failed} failed`, skipped > 0 && `${skipped} skipped`].filter(Boolean);
  return `${mark} ${relative(file)} ${[`${passed} passed`, ...extra].join(', ')}\n`;
}

function failure(file, data, isFile) {
  const error = data.details.error;
  const reason = error === undefined ? 'The file ran no test.' : describe(error.cause ?? error);
  const title = isFile ? relative(file) : `${relative(file)}: ${data.name}`;
  return `\nFAIL ${title}\n${reason.replace(/^/gm, '    ')}\n\n`;
}

function describe(error) {
  const text = typeof error === 'string' ? error : inspect(error);
  return text.replace(/^ +at .*\(?node:internal.*\n?/gm, '');
}

function relative(file) {
  return file === undefined ? '(unknown file)' : path.relative(process.cwd(), file);
}
