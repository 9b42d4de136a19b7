import type { Database } from './database.js';
import { migrations } from './migrations/index.js';

/** Any number; the same in all instances. */
const lockId = 7_261_044;

/** Brings the schema up to date. Instances that start together wait for each other. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 60000');
    await tx.query('SET LOCAL lock_timeout = 60000');
    await tx.query('SELECT pg_advisory_xact_lock($1)', [lockId]);
    await tx.query('CREATE TABLE IF NOT EXISTS schema_migrations (id integer PRIMARY KEY, name text NOT NULL)');
    const done = await tx.query<{ id: number }>('SELECT id FROM schema_migrations');
    const known = new Set(done.map((row) => row.id));
    for (const migration of migrations) {
      if (known.has(migration.id)) continue;
      for (const statement of migration.statements) await tx.query(statement);
      await tx.query('INSERT INTO schema_migrations (id, name) VALUES ($1, $2)', [migration.id, migration.name]);
    }
  });
}
