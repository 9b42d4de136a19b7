import { pageGone } from '../page-presence.js';
import type { Locks } from '../ports.js';
import type { OutboxRecord, OutboxRecords } from './records.js';

/** A page knows its records for as long as it lives. */
const forever = new AbortController().signal;

export interface LostRecordsContext {
  readonly locks?: Locks;
  /** This page. */
  readonly pageId: string;
  readonly records: OutboxRecords;
  /** Puts the record back into the store, unless it is there. */
  bringBack(record: OutboxRecord): void;
}

/**
 * What the store had and has no more: each page brings back its own, and that of a page that is gone whoever knows of it.
 * The page with the connection may not.
 */
export class LostRecords {
  readonly #context: LostRecordsContext;
  readonly #watched = new Set<string>();

  constructor(context: LostRecordsContext) {
    this.#context = context;
  }

  add(record: OutboxRecord): void {
    const { page } = record.report;
    if (page === this.#context.pageId) this.#context.bringBack(record);
    else void this.#watch(page);
  }

  async #watch(page: string): Promise<void> {
    const { locks, records, bringBack } = this.#context;
    // Without locks each page settles, over its own connection, what it knows of others.
    if (locks === undefined || this.#watched.has(page)) return;
    this.#watched.add(page);
    try {
      await pageGone(locks, page, forever);
    } catch {
      return;
    }
    this.#watched.delete(page);
    for (const record of records.undelivered) {
      if (record.missing && record.report.page === page) bringBack(record);
    }
  }
}
