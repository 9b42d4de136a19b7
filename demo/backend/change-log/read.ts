import type { Queryable } from '../database/database.js';
import type { Scope } from '../domain/scope.js';
import type { Entity } from './entry.js';
import { comparePositions, type Position } from './position.js';

export interface Entry {
  readonly position: Position;
  readonly entity: Entity;
  readonly id: string;
  readonly before: Scope | null;
  readonly after: Scope | null;
}

export interface LogRead {
  readonly entries: readonly Entry[];
  /** Where the next read goes on. */
  readonly end: Position;
  /** There is more, either beyond `limit` or in transactions that have not ended. */
  readonly more: boolean;
}

interface Row {
  readonly kind: 'bounds' | 'entry';
  readonly xid: string;
  readonly seq: number;
  readonly entity: Entity;
  readonly id: string;
  readonly before: Scope | null;
  readonly after: Scope | null;
  readonly xmin: string;
  readonly waiting: boolean;
}

/**
 * The entries after `from`, in order, up to the oldest transaction that still runs.
 * Undefined where entries after `from` may be pruned, or where `from` lies in the future: another database's.
 */
export async function readLog(db: Queryable, from: Position, limit: number): Promise<LogRead | undefined> {
  // One statement, so that floor, horizon and entries are of one snapshot.
  const rows = await db.query<Row>(
    `WITH horizon AS (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin)
     SELECT 'bounds' AS kind, f.xid::text AS xid, f.seq, NULL AS entity, NULL AS id, NULL::jsonb AS before,
            NULL::jsonb AS after, h.xmin::text AS xmin,
            EXISTS (SELECT 1 FROM change_log l WHERE l.xid >= h.xmin) AS waiting
       FROM change_log_floor f, horizon h
     UNION ALL
     (SELECT 'entry', l.xid::text, l.seq, l.entity, l.id, l.before, l.after, NULL, NULL
        FROM change_log l, horizon h
       WHERE (l.xid, l.seq) > ($1::text::xid8, $2::bigint) AND l.xid < h.xmin
       ORDER BY l.xid, l.seq LIMIT $3)`,
    [String(from.xid), from.seq, limit],
  );
  const bounds = rows.find((row) => row.kind === 'bounds');
  if (!bounds) throw new Error('The table "change_log_floor" is empty.');
  const horizon: Position = { xid: BigInt(bounds.xmin), seq: 0 };
  if (comparePositions(from, { xid: BigInt(bounds.xid), seq: bounds.seq }) < 0) return undefined;
  if (from.xid > horizon.xid) return undefined;

  const entries = rows.filter((row) => row.kind === 'entry').map(entryOf);
  const last = entries.at(-1);
  const full = entries.length === limit;
  // A snapshot's horizon may lie before that of an older one on another connection; a position never goes back.
  const end = full && last ? last.position : comparePositions(horizon, from) > 0 ? horizon : from;
  return { entries, end, more: full || bounds.waiting };
}

function entryOf(row: Row): Entry {
  const { entity, id, before, after } = row;
  return { position: { xid: BigInt(row.xid), seq: row.seq }, entity, id, before, after };
}
