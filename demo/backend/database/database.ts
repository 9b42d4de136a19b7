/** A value that both drivers bind the same way. */
export type SqlValue = string | number | boolean | null | readonly string[] | readonly number[];

export interface Queryable {
  /** Runs one statement. `bigint` columns come as numbers, `jsonb` as values. */
  query<Row extends object>(sql: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

export interface TransactionOptions {
  /** `read committed` by default; `repeatable read` sees one moment of the database in all its statements. */
  readonly isolation?: 'repeatable read';
}

/** One SQL dialect, PostgreSQL's, whether embedded or on a server. */
export interface Database extends Queryable {
  /** Commits when `work` resolves, rolls back when it rejects. Never call the database itself inside: use `tx`. */
  transaction<T>(work: (tx: Queryable) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Calls back for each NOTIFY on `channel`. A hint only: notifications are lost while a connection is remade. */
  listen(channel: string, onNotify: () => void): Promise<void>;
  close(): Promise<void>;
}

/** Keeps one slow statement or a forgotten transaction from holding back every watcher. */
export interface DatabaseTimeouts {
  readonly statementMs: number;
  readonly lockMs: number;
  readonly idleInTransactionMs: number;
}

export const defaultTimeouts: DatabaseTimeouts = { statementMs: 5_000, lockMs: 3_000, idleInTransactionMs: 5_000 };

/** PostgreSQL's number for the type `bigint`. */
export const bigintType = 20;
