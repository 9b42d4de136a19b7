import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { StoreError, type Clock } from '../../monitor/index.js';
import { newerVersion, toStoreError } from './errors.js';
import { migrations, type Schema, type StoreName } from './migrations.js';

/** Longer than this, and opening is given up, ms. */
const OPEN_LIMIT = 5_000;

type Connection = IDBPDatabase<Schema>;
type Mode = 'readonly' | 'readwrite';
export type Transaction<M extends Mode> = IDBPTransaction<Schema, StoreName[], M>;

/** A database that is opened again by the next call when its connection was lost. All that it rejects with is a `StoreError`. */
export class Database {
  readonly #name: string;
  readonly #clock: Clock;
  readonly #migrations: typeof migrations;
  readonly #running = new Set<Promise<unknown>>();
  #connection: Promise<Connection> | undefined;
  /** Why it can be used no more. */
  #over: StoreError | undefined;

  constructor(name: string, clock: Clock, steps = migrations) {
    this.#name = name;
    this.#clock = clock;
    this.#migrations = steps;
  }

  /** Resolves when it can be used. */
  async open(): Promise<void> {
    try {
      await this.#connect();
    } catch (thrown) {
      throw toStoreError(thrown, this.#name);
    }
  }

  /** Resolves when all that `work` did is written; where it rejects, nothing is. */
  run<M extends Mode, T>(
    mode: M,
    stores: StoreName[],
    work: (transaction: Transaction<M>) => Promise<T>,
    durability: IDBTransactionDurability = 'relaxed',
  ): Promise<T> {
    const running = this.#run(mode, stores, work, durability).finally(() => this.#running.delete(running));
    this.#running.add(running);
    return running;
  }

  /** For good; resolves when what was begun before has ended. */
  async close(): Promise<void> {
    this.#over = new StoreError('failed', `The database ${this.#name} was closed: open the store again.`);
    await Promise.allSettled(this.#running);
    this.#drop(this.#connection);
  }

  async #run<M extends Mode, T>(
    mode: M,
    stores: StoreName[],
    work: (transaction: Transaction<M>) => Promise<T>,
    durability: IDBTransactionDurability,
  ): Promise<T> {
    try {
      const transaction = await this.#begin(mode, stores, durability);
      try {
        transaction.done.catch(ignore); // It may fail before it is waited for.
        const result = await work(transaction);
        await transaction.done;
        return result;
      } catch (thrown) {
        // What is thrown by a request of a transaction that was aborted does not say why it was.
        const reason = transaction.error ?? thrown;
        abort(transaction);
        throw reason;
      }
    } catch (thrown) {
      const error = toStoreError(thrown, this.#name);
      // Nobody knows what else is broken: the next call gets a new connection.
      if (error.code === 'failed') this.#drop(this.#connection);
      throw error;
    }
  }

  async #begin<M extends Mode>(
    mode: M,
    stores: StoreName[],
    durability: IDBTransactionDurability,
  ): Promise<Transaction<M>> {
    for (let again = false; ; again = true) {
      const connection = this.#connect();
      try {
        return (await connection).transaction(stores, mode, { durability });
      } catch (thrown) {
        // The browser closed it, as when the site's data are cleared.
        if (again || (thrown as Error).name !== 'InvalidStateError') throw thrown;
        this.#drop(connection);
      }
    }
  }

  #connect(): Promise<Connection> {
    if (this.#over !== undefined) throw this.#over;
    if (this.#connection !== undefined) return this.#connection;
    const drop = (): void => this.#drop(connection);
    const connection: Promise<Connection> = this.#inTime(
      openDB<Schema>(this.#name, this.#migrations.length, {
        upgrade: (database, from, _to, transaction) => {
          transaction.done.catch(ignore); // Opening fails then, and says so.
          for (const migrate of this.#migrations.slice(from)) migrate(database, transaction);
        },
        blocking: (_from, to) => {
          // Without a number it is being deleted.
          if (to !== null) this.#over = newerVersion(this.#name);
          drop();
        },
      }),
    );
    this.#connection = connection;
    connection.catch(drop);
    return connection;
  }

  #inTime(opening: Promise<Connection>): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.setTimer(() => {
        reject(
          new StoreError(
            'blocked',
            `The database ${this.#name} did not open in time: close or reload the other pages that use it.`,
          ),
        );
        opening.then(close, ignore);
      }, OPEN_LIMIT);
      opening.then(resolve, reject).finally(cancel);
    });
  }

  #drop(connection: Promise<Connection> | undefined): void {
    if (this.#connection === connection) this.#connection = undefined;
    connection?.then(close, ignore);
  }
}

function close(connection: Connection): void {
  connection.close();
}

function ignore(): void {}

function abort(transaction: Transaction<Mode>): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
