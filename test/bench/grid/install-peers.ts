import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { peersFolder } from './contenders.js';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Installs the other grids in a folder of their own, unless they are there; the package itself needs none of them. */
export function installPeers(): void {
  if (areInstalled()) return;
  console.error('Installing the other grids…');
  const said = run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  if (said !== '') throw new Error(`The other grids could not be installed: ${said}`);
}

/** What the type checker finds wrong with the pages of the other grids; empty where nothing is. */
export function typeErrors(): string {
  const compiler = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url));
  return run(process.execPath, compiler, '-p', 'tsconfig.json');
}

function areInstalled(): boolean {
  const { dependencies = {} } = manifest('package.json') ?? {};
  return Object.entries(dependencies).every(
    ([name, version]) => manifest(`node_modules/${name}/package.json`)?.version === version,
  );
}

function manifest(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(new URL(path, peersFolder), 'utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

/** What a command says; empty where it succeeds. */
function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: peersFolder,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return status === 0 ? '' : `${stdout}${stderr}`.trim() || `${command} failed`;
}
