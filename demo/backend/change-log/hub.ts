import type { Database } from '../database/database.js';
import { Problem } from '../domain/problem.js';
import { loadBatch, type Batch } from './batch.js';
import { horizonOf, type Position } from './position.js';
import { readLog } from './read.js';

/** The NOTIFY channel on which instances tell each other that there is something to read. */
export const hintChannel = 'change_log';

export interface HubListener {
  /** New entries, in the order of the log. Called one batch after the other; must not block. */
  deliver(batch: Batch): void;
  /** Entries were missed: everything has to be read anew. */
  reset(): void;
  heartbeat(): void;
  /** The hub closes or has lost the database. */
  end(problem: Problem): void;
}

export interface HubOptions {
  readonly database: Database;
  /** Milliseconds in which hints are collected. */
  readonly debounceMs: number;
  /** Milliseconds between reads without a hint: hints may be lost. */
  readonly pollMs: number;
  readonly heartbeatMs: number;
  readonly onError: (error: unknown) => void;
}

const pageSize = 2_000;
const failuresUntilEnd = 3;

/** Reads the change log once per instance, and hands what it finds to all open streams. */
export class Hub {
  readonly #options: HubOptions;
  readonly #listeners = new Set<HubListener>();
  #position: Position = { xid: 0n, seq: 0 };
  #queue: Promise<unknown> = Promise.resolve();
  #pending: NodeJS.Timeout | undefined;
  #announce: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;
  #heartbeat: NodeJS.Timeout | undefined;
  #failures = 0;
  #closed = false;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { database, pollMs, heartbeatMs } = this.#options;
    this.#position = await horizonOf(database);
    await database.listen(hintChannel, () => this.#schedule());
    this.#poll = setInterval(() => this.#schedule(), pollMs);
    this.#heartbeat = setInterval(() => this.#each((listener) => listener.heartbeat()), heartbeatMs);
  }

  /** How far the listeners have been told. Only steady inside `exclusive`. */
  get position(): Position {
    return this.#position;
  }

  /** This instance wrote something: read soon, and tell the other instances. */
  hint(): void {
    this.#schedule();
    if (this.#announce || this.#closed) return;
    this.#announce = setTimeout(() => {
      this.#announce = undefined;
      this.#options.database.query(`NOTIFY ${hintChannel}`).catch(this.#options.onError);
    }, this.#options.debounceMs);
  }

  /** Runs `work` between two deliveries, for joining without a gap. */
  exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    const run = this.#queue.then(work);
    this.#queue = run.catch(() => undefined);
    return run;
  }

  add(listener: HubListener): void {
    if (this.#closed) listener.end(closing());
    else this.#listeners.add(listener);
  }

  remove(listener: HubListener): void {
    this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of [this.#pending, this.#announce, this.#poll, this.#heartbeat]) clearTimeout(timer);
    this.#each((listener) => listener.end(closing()));
    this.#listeners.clear();
    await this.#queue;
  }

  #schedule(): void {
    if (this.#pending || this.#closed) return;
    this.#pending = setTimeout(() => {
      this.#pending = undefined;
      void this.exclusive(() => this.#read());
    }, this.#options.debounceMs);
  }

  async #read(): Promise<void> {
    if (this.#closed) return;
    const { database, onError } = this.#options;
    try {
      const read = await readLog(database, this.#position, pageSize);
      if (!read) {
        this.#position = await horizonOf(database);
        this.#each((listener) => listener.reset());
        return;
      }
      if (read.entries.length > 0 && this.#listeners.size > 0) {
        const batch = await loadBatch(database, read.entries, read.end);
        this.#each((listener) => listener.deliver(batch));
      }
      this.#position = read.end;
      this.#failures = 0;
      // The rest waits for a page, or for a transaction that has yet to end.
      if (read.more) this.#schedule();
    } catch (error) {
      onError(error);
      this.#failures += 1;
      if (this.#failures < failuresUntilEnd) return;
      // Heartbeats without data would claim that nothing happens.
      this.#each((listener) => listener.end(new Problem(503, 'The database does not answer.', { retryAfter: 5 })));
      this.#listeners.clear();
    }
  }

  /** One listener that throws never starves the others. */
  #each(tell: (listener: HubListener) => void): void {
    for (const listener of [...this.#listeners]) {
      try {
        tell(listener);
      } catch (error) {
        this.#options.onError(error);
      }
    }
  }
}

function closing(): Problem {
  return new Problem(503, 'This server is closing. Connect again.', { retryAfter: 1 });
}
