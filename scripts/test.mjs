/**
 * `npm test` runs all parts: node tests, element tests in Chromium, end-to-end tests, a storm of random sequences.
 * `node scripts/test.mjs <part> [files, folders or options]` runs one part, or only what is given of it.
 * At the end stands what failed, and on the last line how many tests passed and failed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const browserFolders = ['test/elements', 'test/platform'];
const endToEndFolder = 'test/e2e';
const stormFolder = 'test/storm';

const parts = {
  node: {
    files: () => testFiles('test').filter((file) => !isIn(file, [...browserFolders, endToEndFolder, stormFolder])),
    command: (files, options) => nodeTests({ files, options, concurrency: 3, fileTimeout: 180_000 }),
  },
  elements: {
    files: () => browserFolders.flatMap(testFiles),
    command: (files, options) => ['node_modules/@web/test-runner/dist/bin.js', ...options, '--files', ...files],
  },
  e2e: {
    files: () => testFiles(endToEndFolder),
    command: (files, options) => nodeTests({ files, options, concurrency: 1, fileTimeout: 300_000 }),
  },
  storm: {
    files: () => testFiles(stormFolder),
    // Ten thousand sequences take half an hour.
    command: (files, options) => nodeTests({ files, options, concurrency: 1, fileTimeout: 3_600_000 }),
  },
};

const [only, ...args] = process.argv.slice(2);
if (only !== undefined && parts[only] === undefined) {
  console.error(`No part "${only}": choose one of ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const options = args.filter((arg) => arg.startsWith('-'));
const files = args.filter((arg) => !arg.startsWith('-')).flatMap(inFolder);

const total = { passed: 0, failed: 0, failures: [] };
for (const name of only === undefined ? Object.keys(parts) : [only]) {
  const counts = runPart(name);
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.failures.push(...counts.failures);
}
if (total.failures.length > 0) console.log(`\nFailed:\n${total.failures.join('\n')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

function runPart(name) {
  const part = parts[name];
  const selected = files.length > 0 ? files : part.files();
  console.log(`\n${name} tests: ${selected.length} files`);
  if (selected.length === 0) return failedPart(name, 'there is no test file');

  const folder = mkdtempSync(path.join(os.tmpdir(), 'chat-monitor-elements-'));
  const countsFile = path.join(folder, 'counts.json');
  const started = performance.now();
  const { status, signal, error } = spawnSync(process.execPath, part.command(selected, options), {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_COUNTS_FILE: countsFile },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const counts = existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, 'utf8')) : undefined;
  rmSync(folder, { recursive: true, force: true });

  if (counts === undefined) return failedPart(name, `it ended early (${error?.message ?? signal ?? `exit ${status}`})`);
  console.log(
    `${name} tests: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${seconds} s`,
  );
  if (counts.passed + counts.failed === 0) return failedPart(name, 'no test ran');
  if (status !== 0 && counts.failed === 0) {
    return { ...failedPart(name, `the runner ended with exit ${status}`), passed: counts.passed };
  }
  return counts;
}

function failedPart(name, reason) {
  const failure = `${name} tests: ${reason}`;
  console.log(`FAIL ${failure}`);
  return { passed: 0, failed: 1, failures: [failure] };
}

function nodeTests({ files: testFileNames, options: nodeOptions, concurrency, fileTimeout }) {
  return [
    '--conditions=chat-monitor-source',
    '--disable-warning=ExperimentalWarning',
    '--import=tsx',
    '--test',
    '--test-reporter=./scripts/testing/node-test-reporter.mjs',
    `--test-concurrency=${concurrency}`,
    `--test-timeout=${fileTimeout}`,
    ...nodeOptions,
    ...testFileNames,
  ];
}

function testFiles(folder) {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .sort();
}

/** A folder stands for the test files in it. */
function inFolder(name) {
  const isFolder = statSync(path.join(root, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? testFiles(name.replace(/\/$/, '')) : [name];
}

function isIn(file, folders) {
  return folders.some((folder) => file.startsWith(`${folder}/`));
}
