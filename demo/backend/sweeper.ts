import { pruneLog } from './change-log/prune.js';
import { expireTransfers } from './domain/commands/expire-transfers.js';
import type { Services } from './services.js';

const keyRetentionMs = 24 * 60 * 60 * 1_000;
const pruneEvery = 60;

/** What is due by time, in any instance: transfers that nobody accepted, and rows that nobody needs any more. */
export class Sweeper {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #round = 0;
  #stopped = false;

  constructor(
    private readonly services: Services,
    private readonly retentionMs: number,
  ) {}

  start(everyMs: number): void {
    this.#running = this.#sweep().finally(() => {
      if (!this.#stopped) this.#timer = setTimeout(() => this.start(everyMs), everyMs);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #sweep(): Promise<void> {
    const { database, hub, limiter, now, onError } = this.services;
    try {
      if ((await expireTransfers(database, now())) > 0) hub.hint();
      if (this.#round++ % pruneEvery > 0) return;
      limiter.sweep();
      await pruneLog(database, now() - this.retentionMs);
      await database.query('DELETE FROM idempotency_keys WHERE at < $1', [now() - keyRetentionMs]);
      await database.query('DELETE FROM sign_ins WHERE expires_at < $1', [now()]);
    } catch (error) {
      onError(error);
    }
  }
}
