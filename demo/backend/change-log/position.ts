import type { Queryable } from '../database/database.js';

/**
 * A place in the order of the change log: everything before `xid`, and of that transaction everything up to `seq`.
 * Decimal, since a transaction number has 64 bits.
 */
export interface Position {
  readonly xid: bigint;
  readonly seq: number;
}

export function comparePositions(a: Position, b: Position): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  return a.seq - b.seq;
}

/**
 * The oldest transaction that still runs, as a position: all entries before it are visible and final, and every entry
 * that is still to come lies behind it.
 */
export async function horizonOf(db: Queryable): Promise<Position> {
  const [row] = await db.query<{ xmin: string }>('SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin');
  return { xid: BigInt(row?.xmin ?? 0), seq: 0 };
}
