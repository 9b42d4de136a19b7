import { mkdir } from 'node:fs/promises';
import type { Database } from './database.js';
import { openPGlite } from './pglite.js';
import { openPostgres } from './postgres.js';

/** A PostgreSQL server where there is a URL, else one embedded in this process; in memory without a folder. */
export async function openDatabase(
  options: { readonly url?: string; readonly folder?: string } = {},
): Promise<Database> {
  if (options.url) return openPostgres(options.url);
  if (options.folder) await mkdir(options.folder, { recursive: true });
  return openPGlite(options.folder);
}
