/** Builds dist: first the package's modules with tsc, then the self-contained files with vite. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { bundleConfig, bundles } from '../vite.bundle.config.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(new URL('../dist/', import.meta.url), { recursive: true, force: true });
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
if (status === 0) {
  const page = 'conformance/page/conformance.html';
  copyFileSync(new URL(`../src/${page}`, import.meta.url), new URL(`../dist/${page}`, import.meta.url));
  for (const bundle of bundles) await build(bundleConfig(bundle));
} else {
  process.exitCode = 1;
}
