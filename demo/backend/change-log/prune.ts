import type { Database } from '../database/database.js';

/** Forgets entries from before `olderThan`, and remembers up to where: cursors from before that have expired. */
export async function pruneLog(database: Database, olderThan: number): Promise<void> {
  await database.transaction(async (tx) => {
    // Only one instance at a time, and only what every running transaction is past.
    await tx.query('SELECT 1 FROM change_log_floor FOR UPDATE');
    await tx.query(
      `WITH pruned AS (
         DELETE FROM change_log
          WHERE at < $1 AND xid < pg_snapshot_xmin(pg_current_snapshot()) RETURNING xid, seq
       ), last AS (SELECT xid, seq FROM pruned ORDER BY xid DESC, seq DESC LIMIT 1)
       UPDATE change_log_floor f SET xid = last.xid, seq = last.seq
         FROM last WHERE (last.xid, last.seq) > (f.xid, f.seq)`,
      [olderThan],
    );
  });
}
