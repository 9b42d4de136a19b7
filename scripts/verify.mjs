/**
 * `npm run verify`: every check that a change must pass. All of them run; then the output of those that failed, and on
 * the last line the counts of the test run, in which each other check counts as one more test.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tests = 'npm test';

/** Stage by stage; the lines of a stage run beside each other, and what is in a line one after the other. */
const stages = [
  [
    [['format', 'npm run --silent format:check']],
    [['lint', 'npm run --silent lint']],
    [['types', 'npm run --silent types']],
  ],
  [[['tests', tests]]],
  [[['build', 'npm run --silent build']]],
  [
    // All of these read or make `dist`.
    [
      ['manifest', 'npm run --silent manifest -- --check'],
      ['publint', 'npm run --silent publint'],
      ['attw', 'npm run --silent attw'],
      ['size', 'npm run --silent size'],
      ['knip', 'npm run --silent knip'],
    ],
    [['bench', 'npm run --silent bench -- --short']],
  ],
];

let passed = 0;
const failures = [];
let counts = { passed: 0, failed: 0 };

for (const lines of stages) await Promise.all(lines.map(runLine));

for (const { name, command, output } of failures) {
  console.log(`\n=== ${name}: ${command}\n\n${output.trimEnd()}`);
}

const failedChecks = failures.filter(({ command }) => command !== tests).length;
const failed = counts.failed + failedChecks;
console.log(`\n${counts.passed + passed} passed, ${failed} failed`);
process.exitCode = failures.length === 0 && failed === 0 ? 0 : 1;

async function runLine(line) {
  for (const [name, command] of line) {
    const started = performance.now();
    const { status, output } = await run(command);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(10)}${seconds.padStart(6)} s`);
    if (status !== 0) failures.push({ name, command, output });
    if (command === tests) counts = countsIn(output) ?? { passed: 0, failed: 1 };
    else if (status === 0) passed += 1;
  }
}

function run(command) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, {
      cwd: root,
      shell: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => (output += text));
    }
    child.on('error', (error) => resolve({ status: 1, output: `${output}${error.message}\n` }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/** The test run ends with a line such as "120 passed, 0 failed". */
function countsIn(output) {
  const match = /^(\d+) passed, (\d+) failed\s*$/m.exec(output.slice(output.lastIndexOf('\n\n')));
  return match ? { passed: Number(match[1]), failed: Number(match[2]) } : undefined;
}
