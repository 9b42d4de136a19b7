import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { peersFolder } from './contenders.js';

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Installs the other grids in a folder of their own, unless they are there; the package itself needs none of them. */
export async function installPeers(): Promise<void> {
  if (areInstalled()) return;
  console.error('Installing the other grids…');
  const said = await run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  if (said !== '') throw new Error(`The other grids could not be installed: ${said}`);
}

/** What the type checker finds wrong with the pages of the other grids; empty where nothing is. */
export function typeErrors(): Promise<string> {
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
async function run(command: string, ...args: readonly string[]): Promise<string> {
  const child = spawn(command, args, {
    cwd: peersFolder,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const listen = (text: Buffer): void => void (said += text.toString());
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const [status] = (await once(child, 'close')) as [number | null];
  return status === 0 ? '' : said.trim() || `${command} failed`;
}
