import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

/**
 * A node:test reporter: one line per test file, failures in full, and the counts and the failures' titles written as
 * JSON to TEST_COUNTS_FILE. Suites are not counted, and a test whose only failure is a failed subtest counts once. A
 * file that ran no test is a failure.
 *
 * A test names the file that called `it`, which may be a helper; a file's tests are the ones before the outermost
 * suite or test of that file, so they are kept until it comes.
 */
export default async function* nodeTestReporter(source) {
  const total = { passed: 0, failed: 0, skipped: 0, failures: [] };
  let current;
  let pending = [];

  for await (const { type, data } of source) {
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
    if (type !== 'test:pass' && type !== 'test:fail') continue;

    pending.push({ type, data });
    if (data.nesting > 0) continue;
    const file = isTestFile(data.name) ? data.name : data.file;
    if (file !== current?.file) {
      if (current) yield fileLine(current);
      current = { file, passed: 0, failed: 0, skipped: 0 };
    }
    for (const event of pending) {
      const outcome = outcomeOf(event);
      if (outcome === undefined) continue;
      total[outcome] += 1;
      current[outcome] += 1;
      if (outcome !== 'failed') continue;
      const title = isTestFile(event.data.name) ? relative(file) : `${relative(file)}: ${event.data.name}`;
      total.failures.push(title);
      yield `\nFAIL ${title}\n${reasonOf(event.data).replace(/^/gm, '    ')}\n\n`;
    }
    pending = [];
  }

  if (current) yield fileLine(current);
  const target = process.env.TEST_COUNTS_FILE;
  if (target !== undefined) writeFileSync(target, JSON.stringify(total));
}

function outcomeOf({ type, data }) {
  if (isTestFile(data.name)) return 'failed'; // reported itself only when it ran no test or broke outside of its tests
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

function reasonOf({ details: { error } }) {
  return error === undefined ? 'The file ran no test.' : describe(error.cause ?? error);
}

function describe(error) {
  const text = typeof error === 'string' ? error : inspect(error);
  return text.replace(/^ +at .*\(?node:internal.*\n?/gm, '');
}

function relative(file) {
  return file === undefined ? '(unknown file)' : path.relative(process.cwd(), file);
}
