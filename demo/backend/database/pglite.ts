import { PGlite } from '@electric-sql/pglite';
import type { Transaction } from '@electric-sql/pglite';
import { bigintType, type Database, type Queryable } from './database.js';

/** PostgreSQL inside this process, kept in `folder`, or in memory without one. One connection: transactions queue. */
export async function openPGlite(folder?: string): Promise<Database> {
  const pglite = await PGlite.create({
    dataDir: folder ?? 'memory://',
    parsers: { [bigintType]: Number },
  });
  return {
    ...queryable(pglite),
    transaction: (work, options) =>
      pglite.transaction(async (tx) => {
        if (options?.isolation) await tx.query(`SET TRANSACTION ISOLATION LEVEL ${options.isolation}`);
        return work(queryable(tx));
      }),
    async listen(channel, onNotify) {
      await pglite.listen(channel, onNotify);
    },
    close: () => pglite.close(),
  };
}

function queryable(target: PGlite | Transaction): Queryable {
  return {
    async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
      const result = await target.query<Row>(sql, [...values]);
      return result.rows;
    },
  };
}
