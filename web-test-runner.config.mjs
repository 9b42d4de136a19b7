import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { chromiumArgs, findChromium } from './scripts/chromium.mjs';
import { elementTestReporter } from './scripts/testing/element-test-reporter.mjs';

const { executablePath, env } = await findChromium();
const userDataDir = mkdtempSync(path.join(os.tmpdir(), 'chat-monitor-elements-'));
process.once('exit', () => rmSync(userDataDir, { recursive: true, force: true, maxRetries: 3 }));

export default {
  hostname: '127.0.0.1',
  files: ['test/elements/**/*.test.ts', 'test/platform/**/*.test.ts'],
  nodeResolve: { exportConditions: ['chat-monitor-source', 'development', 'browser'] },
  plugins: [
    // Names the tsconfig itself, because esbuildPlugin does not follow `extends` and needs the decorator options.
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
  ],
  browsers: [
    chromeLauncher({ launchOptions: { executablePath, env, args: chromiumArgs, headless: true, userDataDir } }),
  ],
  concurrency: 1, // a tab in the background gets no animation frames
  concurrentBrowsers: 1,
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 180_000,
  testFramework: { config: { timeout: '20000' } },
  reporters: [defaultReporter({ reportTestProgress: false }), elementTestReporter(process.env.TEST_COUNTS_FILE)],
  filterBrowserLogs: ({ args }) => !args.some((arg) => String(arg).includes('lit.dev/msg/dev-mode')),
  coverageConfig: { include: ['src/**/*.ts'], reportDir: 'coverage', reporters: ['lcovonly', 'text-summary'] },
  // "ResizeObserver loop completed..." is a notice that browsers deliver as an error, and mocha would fail on it.
  testRunnerHtml: (testFramework) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Element tests</title>
    <script>
      addEventListener('error', (event) => {
        if (event.message.startsWith('ResizeObserver loop')) event.stopImmediatePropagation();
      }, true);
    </script>
  </head>
  <body>
    <script type="module" src="${testFramework}"></script>
  </body>
</html>`,
};
