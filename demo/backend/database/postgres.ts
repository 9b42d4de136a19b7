import pg from 'pg';
import { bigintType, defaultTimeouts, type Database, type DatabaseTimeouts, type Queryable } from './database.js';

export interface PostgresOptions {
  /** Connections of this instance, beside the one that listens. */
  readonly connections?: number;
  readonly timeouts?: DatabaseTimeouts;
}

/** A PostgreSQL server, by its connection URL. */
export function openPostgres(url: string, options: PostgresOptions = {}): Database {
  const timeouts = options.timeouts ?? defaultTimeouts;
  const config: pg.PoolConfig = {
    connectionString: url,
    max: options.connections ?? 8,
    statement_timeout: timeouts.statementMs,
    lock_timeout: timeouts.lockMs,
    idle_in_transaction_session_timeout: timeouts.idleInTransactionMs,
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser: parserOf },
  };
  const pool = new pg.Pool(config);
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const listeners = new Set<Listener>();

  return {
    ...queryable(pool),
    async transaction(work, transactionOptions) {
      const client = await pool.connect();
      let broken = false;
      // A connection cut by the server while nothing runs on it reports here; the next statement fails anyway.
      const onError = (): void => {
        broken = true;
      };
      client.on('error', onError);
      try {
        await client.query(`BEGIN ISOLATION LEVEL ${transactionOptions?.isolation ?? 'read committed'}`);
        const result = await work(queryable(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch(onError);
        throw error;
      } finally {
        client.off('error', onError);
        client.release(broken);
      }
    },
    async listen(channel, onNotify) {
      const listener = new Listener(url, channel, onNotify);
      listeners.add(listener);
      await listener.start();
    },
    async close() {
      for (const listener of listeners) await listener.stop();
      await pool.end();
    },
  };
}

function queryable(target: pg.Pool | pg.PoolClient): Queryable {
  return {
    async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
      const result = await target.query<Row>(sql, [...values]);
      return result.rows;
    },
  };
}

const parserOf = ((type: number, format?: 'text' | 'binary'): unknown =>
  type === bigintType ? Number : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser;

/** A connection of its own for LISTEN, made again when it breaks. */
class Listener {
  #client: pg.Client | undefined;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly onNotify: () => void,
  ) {}

  async start(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url });
    this.#client = client;
    client.on('notification', this.onNotify);
    client.once('error', () => this.#again());
    client.once('end', () => this.#again());
    await client.connect();
    await client.query(`LISTEN ${pg.escapeIdentifier(this.channel)}`);
    this.onNotify();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#retry);
    await this.#client?.end();
  }

  #again(): void {
    if (this.#stopped || this.#retry) return;
    this.#client?.on('error', () => undefined);
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.start().catch(() => this.#again());
    }, 1_000);
    this.#retry.unref();
  }
}
