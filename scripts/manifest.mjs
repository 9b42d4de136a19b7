/** Writes custom-elements.json; with --check it only says whether the committed file is up to date. */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { cli } from '@custom-elements-manifest/analyzer/cli.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = new URL('../custom-elements.json', import.meta.url);

const manifest = await cli({ argv: ['analyze'], cwd: root, noWrite: true });
const text = `${JSON.stringify(manifest, undefined, 2)}\n`;

if (!process.argv.includes('--check')) {
  await writeFile(file, text);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
  console.error('custom-elements.json is not up to date: run `npm run manifest` and commit the result.');
  process.exitCode = 1;
}
