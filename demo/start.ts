/** `npm run demo`: builds the pages, and serves them with the reference backend until it is stopped. */
import path from 'node:path';
import { openDatabase, serveBackend } from './backend/index.js';
import { buildPages } from './build-pages.js';
import { holdDataFolder } from './data-folder.js';

const defaultPort = 4173;

try {
  await start();
} catch (thrown) {
  console.error(`The demo cannot start: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const { DATABASE_URL: url, DEMO_DATA = '.demo-data' } = process.env;
  const port = readPort(process.env['PORT']);
  const audit = readAudit(process.env['AUDIT']);
  const data = await holdDataFolder(DEMO_DATA);
  const stops = [() => data.release()];
  const started = startServer(path.resolve(data.path), { url, port, audit }, stops);
  // Not in the middle of a start: the database would be left half made.
  stopOnSignal(() => started.catch(() => undefined).then(() => stopAll(stops)));
  try {
    console.log(welcome(await started, url ? 'PostgreSQL by DATABASE_URL' : DEMO_DATA, audit));
  } catch (thrown) {
    await stopAll(stops);
    throw thrown;
  }
}

interface Options {
  readonly url: string | undefined;
  readonly port: number;
  readonly audit: 'adapter' | 'backend';
}

type Stops = (() => Promise<void>)[];

/** Resolves with the address; what has to be stopped is added to `stops` as it starts. */
async function startServer(folder: string, { url, port, audit }: Options, stops: Stops): Promise<string> {
  const pages = path.join(folder, 'pages');
  await buildPages(pages);
  const database = await openDatabase(url ? { url } : { folder: path.join(folder, 'database') });
  stops.push(() => database.close());
  const say = (sentence: string): void => console.log(sentence);
  const server = await serveBackend({ database, port, audit, staticDir: pages, say });
  stops.push(() => server.close());
  return server.url;
}

/** Last started, first stopped. */
async function stopAll(stops: Stops): Promise<void> {
  for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await stop();
}

function readPort(text = String(defaultPort)): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65536) return port;
  throw new Error(`PORT is "${text}"; it must be a whole number from 0 to 65535.`);
}

function readAudit(text = 'adapter'): 'adapter' | 'backend' {
  if (text === 'adapter' || text === 'backend') return text;
  throw new Error(`AUDIT is "${text}"; it must be "adapter" or "backend".`);
}

/** Stops once and cleanly; a second signal stops at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Stopping.');
    stop().then(
      () => process.exit(0),
      (thrown: unknown) => {
        console.error('The demo did not stop cleanly:', thrown);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
}

function welcome(url: string, data: string, audit: string): string {
  return `
  The demo runs. Each role in a tab of its own:

    Supervisor   ${url}/s/supervisor/portal
    Agent        ${url}/s/agent/console
    Customer     ${url}/s/customer/help

    Start page   ${url}/

  Data: ${data} · audit by the ${audit} · Ctrl-C stops it, and the next start goes on from there.
`;
}
