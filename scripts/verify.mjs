/**
 * `npm run verify`: every check that a change must pass. All of them run; then the output of those that failed, and on
 * the last line the counts of the test run, in which each other check counts as one more test.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tests = 'npm test';

const checks = [
  ['format', 'npm run --silent format:check'],
  ['lint', 'npm run --silent lint'],
  ['types', 'npm run --silent types'],
  ['tests', tests],
  ['build', 'npm run --silent build'],
  ['manifest', 'npm run --silent manifest -- --check'],
  ['publint', 'npm run --silent publint'],
  ['attw', 'npm run --silent attw'],
  ['size', 'npm run --silent size'],
  ['knip', 'npm run --silent knip'],
  ['bench', 'npm run --silent bench -- --short'],
];

let passed = 0;
const failures = [];
let counts = { passed: 0, failed: 0 };

for (const [name, command] of checks) {
  const started = performance.now();
  const { status, output } = run(command);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(10)}${seconds.padStart(6)} s`);
  if (status !== 0) failures.push({ name, command, output });
  if (command === tests) counts = countsIn(output) ?? { passed: 0, failed: 1 };
  else if (status === 0) passed += 1;
}

for (const { name, command, output } of failures) {
  console.log(`\n=== ${name}: ${command}\n\n${output.trimEnd()}`);
}

const failedChecks = failures.filter(({ command }) => command !== tests).length;
const failed = counts.failed + failedChecks;
console.log(`\n${counts.passed + passed} passed, ${failed} failed`);
process.exitCode = failures.length === 0 && failed === 0 ? 0 : 1;

function run(command) {
  const { status, stdout, stderr, error } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  return { status, output: `${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}` };
}

/** The test run ends with a line such as "120 passed, 0 failed". */
function countsIn(output) {
  const match = /^(\d+) passed, (\d+) failed\s*$/m.exec(output.slice(output.lastIndexOf('\n\n')));
  return match ? { passed: Number(match[1]), failed: Number(match[2]) } : undefined;
}
