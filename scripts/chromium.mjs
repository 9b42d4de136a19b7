/**
 * Finds a Chromium for the tests: CHROME_PATH, else one of the system, else the one that comes with the npm package
 * @sparticuz/chromium (linux x64), so that `npm ci` alone is enough to run every test.
 */
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';

const systemPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Ordinary arguments for a headless test browser; web security stays on. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--lang=en-US',
];

/**
 * @typedef {object} Chromium
 * @property {string} executablePath
 * @property {Record<string, string>} env the environment it is to be started with
 */

/** @returns {Promise<Chromium>} */
export async function findChromium() {
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== undefined));
  const executablePath = process.env.CHROME_PATH ?? systemPaths.find((candidate) => existsSync(candidate));
  if (executablePath !== undefined) return { executablePath, env };
  const unpacked = await unpackNpmChromium();
  if (unpacked === undefined) {
    throw new Error('No Chromium found: install Chromium or Chrome, or set CHROME_PATH to its executable.');
  }
  return { executablePath: unpacked.executablePath, env: { ...env, ...environmentFor(unpacked) } };
}

/**
 * Unpacks once per version. The package's own executablePath() is not used: it unpacks to one unversioned place that all
 * projects share, and reuses what it finds there.
 */
async function unpackNpmChromium() {
  const root = npmChromiumRoot();
  if (root === undefined) return undefined;
  const require = createRequire(path.join(root, 'package.json'));
  const { version } = require('./package.json');
  const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
  const folder = path.join(cache, `chromium-${version}`);
  const executablePath = path.join(folder, 'chromium');
  if (existsSync(executablePath)) return { executablePath, folder };

  const { extract } = (await import(pathToFileURL(require.resolve('tar-fs')).href)).default;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const unpack = (file, target) =>
    pipeline(createReadStream(path.join(root, 'bin', file)), createBrotliDecompress(), target);
  await Promise.all([
    unpack('chromium.br', createWriteStream(path.join(unfinished, 'chromium'), { mode: 0o755 })),
    unpack('swiftshader.tar.br', extract(unfinished)),
    unpack('al2023.tar.br', extract(path.join(unfinished, 'libraries'))),
    unpack('fonts.tar.br', extract(path.join(unfinished, 'fonts'))),
    writeFile(path.join(unfinished, 'fonts.conf'), fontConfiguration(folder)),
  ]);
  try {
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(executablePath)) throw error; // otherwise another process was faster
  }
  return { executablePath, folder };
}

function npmChromiumRoot() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const entry = fileURLToPath(import.meta.resolve('@sparticuz/chromium'));
    const name = path.join('@sparticuz', 'chromium');
    return entry.slice(0, entry.lastIndexOf(name) + name.length);
  } catch {
    return undefined;
  }
}

/** Without system fonts every text would be 0 px wide; without libnss3 it would not start. */
function environmentFor({ executablePath, folder }) {
  const fonts = { FONTCONFIG_FILE: path.join(folder, 'fonts.conf') };
  const starts = spawnSync(executablePath, ['--version'], { stdio: 'ignore' }).status === 0;
  if (starts) return fonts;
  const libraries = [path.join(folder, 'libraries', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean);
  return { ...fonts, LD_LIBRARY_PATH: libraries.join(':') };
}

function fontConfiguration(folder) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}
