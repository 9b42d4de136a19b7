/** A page's own scripts, as imports that knip can follow. */
function scriptsOf(html) {
  return [...html.matchAll(/<script[^>]*\ssrc="(\.[^"]+)"/g)].map(([, src]) => `import '${src}';`).join('\n');
}

/** @type {import('knip').KnipConfig} */
export default {
  entry: [
    '*.config.mjs',
    'scripts/*.mjs',
    'scripts/testing/node-test-reporter.mjs',
    'test/**/*.test.ts',
    'test/bench/*.ts',
    'test/bench/pages/*.ts',
    'test/bench/grid/contenders/*.ts',
    'test/bench/grid/page/{bench,guard}.ts',
    'src/conformance/page/start.ts',
    'demo/vite.config.ts',
    'demo/pages/*.html',
    'test/e2e/pages/*.html',
    'test/storm/page/*.html',
  ],
  project: [
    'src/**/*.ts',
    'scripts/**/*.mjs',
    'test/**/*.{ts,html}',
    '!test/bench/grid/peers/**',
    'demo/**/*.{ts,html}',
  ],
  compilers: { html: scriptsOf },
  ignoreExportsUsedInFile: true,
  ignoreDependencies: ['tar-fs'], // @sparticuz/chromium's own, found from its folder
};
