import type { Changes } from '../adapter.js';
import { asMalformed, type FaultReporter, readId, type RecordKind } from './faults.js';
import { id, mark, text, time } from './scalars.js';
import { type Check, lengthOf, Malformed, object, optional, within } from './shape.js';

/** What the batches of one watch hold. */
export interface BatchKind<T> {
  readonly what: RecordKind;
  readonly check: Check<T>;
  /** Begins with everything; a watch of notices begins with nothing, and never takes one back. */
  readonly snapshots: boolean;
}

interface BatchOptions {
  /** The watch was opened with a cursor. */
  readonly resumed: boolean;
  /** Cursors are good for something. */
  readonly cursors: boolean;
}

/** A list whose items are looked at later, each by itself. */
const rawList: Check<readonly unknown[]> = (value) => {
  const length = lengthOf(value);
  const items: unknown[] = [];
  for (let index = 0; index < length; index += 1) items.push((value as unknown[])[index]);
  return items;
};

const rawBatch = object<Changes<unknown>>({
  upserts: rawList,
  removes: rawList as Check<readonly string[]>,
  at: time,
  cursor: optional(text),
  snapshot: optional(mark),
  synced: optional(mark),
});

function readBatch(raw: unknown): Changes<unknown> {
  try {
    return rawBatch(raw);
  } catch (thrown) {
    const { path, message } = asMalformed(thrown);
    throw within(path === '' ? 'batch' : `batch.${path}`, new Malformed(message, 'D4'));
  }
}

/** Reads the batches of one watch in their order. */
export class BatchReader<T extends { readonly id: string }> {
  readonly #kind: BatchKind<T>;
  readonly #faults: FaultReporter;
  readonly #options: BatchOptions;
  #phase: 'opening' | 'snapshot' | 'live' = 'opening';
  /** The last good value of each record, for a snapshot in which it is malformed. */
  #good = new Map<string, T>();
  #arriving = new Map<string, T>();

  constructor(kind: BatchKind<T>, faults: FaultReporter, options: BatchOptions) {
    this.#kind = kind;
    this.#faults = faults;
    this.#options = options;
  }

  /** Throws `Malformed` where the batch as a whole cannot be used. */
  read(raw: unknown): Changes<T> {
    const batch = readBatch(raw);
    this.#advance(batch);
    const upserts = this.#upserts(batch.upserts);
    const removes = this.#removes(batch.removes, upserts);
    const inSnapshot = this.#phase === 'snapshot';
    if (batch.synced === true) {
      if (inSnapshot) this.#good = this.#arriving;
      this.#phase = 'live';
    }
    const withCursor = this.#options.cursors && (!inSnapshot || batch.synced === true);
    return Object.freeze({
      upserts,
      removes,
      at: batch.at,
      ...(withCursor && batch.cursor !== undefined ? { cursor: batch.cursor } : {}),
      ...(batch.snapshot === true ? { snapshot: true } : {}),
      ...(batch.synced === true ? { synced: true } : {}),
    });
  }

  #advance({ snapshot, synced, upserts, removes }: Changes<unknown>): void {
    if (!this.#kind.snapshots) return;
    if (snapshot === true) {
      if (this.#phase !== 'snapshot') this.#arriving = new Map();
      this.#phase = 'snapshot';
      return;
    }
    const changes = upserts.length > 0 || removes.length > 0;
    if (this.#phase === 'opening' && !this.#options.resumed && (changes || synced === true)) {
      throw within('snapshot', new Malformed('must be true until everything was sent', 'W2'));
    }
    if (this.#phase === 'snapshot' && changes) {
      throw within('snapshot', new Malformed('must be true until the synced mark', 'W3'));
    }
  }

  #upserts(raw: readonly unknown[]): readonly T[] {
    const { what, check, snapshots } = this.#kind;
    const inSnapshot = this.#phase === 'snapshot';
    const known = inSnapshot ? this.#arriving : this.#good;
    const clean: T[] = [];
    for (const item of raw) {
      let record = this.#faults.take(what, check, item);
      if (record === undefined && inSnapshot) record = this.#good.get(readId(item) ?? '');
      if (record === undefined) continue;
      clean.push(record);
      if (snapshots) known.set(record.id, record);
    }
    return Object.freeze(clean);
  }

  /** A record that the same batch also brings is not gone. */
  #removes(raw: readonly unknown[], upserts: readonly T[]): readonly string[] {
    const clean: string[] = [];
    const kept = raw.length === 0 ? undefined : new Set(upserts.map((record) => record.id));
    for (const item of raw) {
      const gone = this.#faults.take(this.#kind.what, removal, item);
      if (gone === undefined || kept?.has(gone) === true || !this.#kind.snapshots) continue;
      clean.push(gone);
      this.#good.delete(gone);
      this.#arriving.delete(gone);
    }
    return Object.freeze(clean);
  }
}

const removal: Check<string> = (value) => {
  try {
    return id(value);
  } catch (thrown) {
    throw within('removes', thrown);
  }
};
