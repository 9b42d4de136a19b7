import type { Batch } from '../change-log/batch.js';
import { loadBatch } from '../change-log/batch.js';
import type { CursorSigner } from '../change-log/cursor.js';
import type { Hub } from '../change-log/hub.js';
import { comparePositions, horizonOf, type Position } from '../change-log/position.js';
import { readLog } from '../change-log/read.js';
import type { Database } from '../database/database.js';
import type { EventStream } from '../http/event-stream.js';
import type { WatchChanges, WatchKind } from './watch.js';

export interface WatchServices {
  readonly database: Database;
  readonly hub: Hub;
  readonly cursors: CursorSigner;
  readonly now: () => number;
}

const batchSize = 500;
const catchUpPage = 1_000;
/** Further behind than this, a snapshot is cheaper. */
const catchUpPages = 5;
/** An idle watch gets a fresh cursor this often (ms), long before its old one is pruned. */
const cursorRefreshMs = 60_000;

/** Brings one watch from its start, by snapshot or cursor, into step with the hub, and then along. */
export class WatchRunner {
  #position: Position = { xid: 0n, seq: 0 };
  #live = false;
  #ended = false;
  #cursorAt = 0;

  constructor(
    readonly id: string,
    private readonly kind: WatchKind,
    private readonly stream: EventStream,
    private readonly services: WatchServices,
  ) {}

  /** Resolves when the watch is live. Errors: a `Problem` where the viewer may not watch this. */
  async start(cursor: string | undefined): Promise<void> {
    await this.kind.check(this.services.database);
    const resumed = cursor === undefined ? undefined : this.services.cursors.read(cursor, this.kind.binding);
    if (resumed) this.#position = resumed;
    else await this.#snapshot();
    let marked = !resumed;
    while (!(await this.#join(marked))) {
      await this.#snapshot();
      marked = true;
    }
  }

  end(): void {
    this.#ended = true;
    this.#live = false;
  }

  /** Hands on what a batch of the hub means to this watch. Errors: a `Problem` that ends the watch. */
  deliver(batch: Batch): boolean {
    return !this.#live || this.#pass(batch, false);
  }

  /** Keeps the cursor of a watch young to which nothing happens. */
  refresh(position: Position): boolean {
    if (!this.#live || this.services.now() - this.#cursorAt < cursorRefreshMs) return true;
    if (comparePositions(position, this.#position) > 0) this.#position = position;
    return this.#send({ upserts: [], removes: [] }, {});
  }

  async #snapshot(): Promise<void> {
    const { database } = this.services;
    const records = await database.transaction(
      async (tx) => {
        this.#position = await horizonOf(tx);
        return this.kind.snapshot(tx);
      },
      { isolation: 'repeatable read' },
    );
    const flags = this.kind.hasSnapshot ? { snapshot: true } : {};
    for (let start = 0; start === 0 || start < records.length; start += batchSize) {
      const last = start + batchSize >= records.length;
      await this.stream.room();
      const upserts = records.slice(start, start + batchSize);
      this.#send({ upserts, removes: [] }, { ...flags, ...(last && { synced: true }) }, last);
    }
  }

  /** False where the position has expired, or is too far behind: a snapshot is needed first. */
  #join(marked: boolean): Promise<boolean> {
    const { database, hub } = this.services;
    return hub.exclusive(async () => {
      for (let page = 0; comparePositions(this.#position, hub.position) < 0; page += 1) {
        const read = page < catchUpPages ? await readLog(database, this.#position, catchUpPage) : undefined;
        if (!read) return false;
        if (read.entries.length > 0) this.#pass(await loadBatch(database, read.entries, read.end), !marked);
        this.#position = read.end;
      }
      if (!marked) {
        // A cursor from the future is of another database, or of one that was restored.
        const read = await readLog(database, this.#position, 1);
        if (!read) return false;
        this.#send({ upserts: [], removes: [] }, { synced: true });
      }
      this.#live = !this.#ended;
      return true;
    });
  }

  #pass(batch: Batch, always: boolean): boolean {
    const unseen = batch.entries.filter((entry) => comparePositions(entry.position, this.#position) > 0);
    if (comparePositions(batch.end, this.#position) > 0) this.#position = batch.end;
    if (unseen.length === 0) return true;
    const changes = this.kind.changes(unseen, batch);
    const nothing = changes.upserts.length === 0 && changes.removes.length === 0;
    return nothing && !always ? true : this.#sendAll(changes);
  }

  #sendAll(changes: WatchChanges): boolean {
    if (changes.upserts.length <= batchSize) return this.#send(changes, {});
    for (let start = 0; start < changes.upserts.length; start += batchSize) {
      const last = start + batchSize >= changes.upserts.length;
      const upserts = changes.upserts.slice(start, start + batchSize);
      if (!this.#send({ upserts, removes: last ? changes.removes : [] }, {}, last)) return false;
    }
    return true;
  }

  #send(changes: WatchChanges, flags: { snapshot?: boolean; synced?: boolean }, withCursor = true): boolean {
    const now = this.services.now();
    if (withCursor) this.#cursorAt = now;
    return (
      this.#ended ||
      this.stream.send('changes', {
        watch: this.id,
        ...changes,
        ...(withCursor && { cursor: this.services.cursors.write(this.#position, this.kind.binding) }),
        at: now,
        ...flags,
      })
    );
  }
}
