import type { Changes } from '../adapter.js';
import { rawList } from './answers.js';
import type { FaultReporter, RecordKind } from './faults.js';
import { id, mark, text, time } from './scalars.js';
import { type Check, labelled, Malformed, object } from './shape.js';

interface BatchOptions {
  readonly faults: FaultReporter;
  /** Cursors are good for something. */
  readonly cursors: boolean;
  /** The watch was opened with one. */
  readonly resumed: boolean;
  /** What is known of a record, where somebody else remembers it. */
  readonly known: ((id: string) => unknown) | undefined;
}

const batchOf = object<Changes<unknown>>({
  upserts: rawList,
  removes: rawList as Check<readonly string[]>,
  at: time,
  'cursor?': text,
  'snapshot?': mark,
  'synced?': mark,
});
const rawBatch = labelled('batch', batchOf, 'D4');
const removal = labelled('removes', id);

/** Records of one part of a batch. */
const PART = 500;

/**
 * A batch that brings a whole floor in several parts, so that whoever takes them can do something else in between. Throws
 * `Malformed` where it cannot be used.
 */
export function* batchParts(raw: unknown): Generator<Changes<unknown>, void, undefined> {
  const { synced, cursor, upserts, ...shared } = rawBatch(raw);
  const marks = { ...(synced && { synced }), ...(cursor !== undefined && { cursor }) };
  let start = 0;
  // What is gone is told beside what is there in its stead.
  if (shared.removes.length === 0) {
    for (; start + PART < upserts.length; start += PART) {
      yield { ...shared, upserts: upserts.slice(start, start + PART) };
    }
  }
  yield { ...shared, ...marks, upserts: upserts.slice(start) };
}

/** Reads the batches of one watch in their order. Throws `Malformed` where a batch as a whole cannot be used. */
export function batchReader<T extends { readonly id: string }>(
  what: RecordKind,
  check: Check<T>,
  { faults, cursors, resumed, known }: BatchOptions,
): Check<Changes<T>> {
  /** Notices begin with nothing, and none is ever taken back. */
  const lasting = what !== 'notice';
  let phase: 'opening' | 'snapshot' | 'live' = lasting && !resumed ? 'opening' : 'live';
  /** The last good value of each record, for a snapshot in which it is malformed. */
  let good = new Map<string, T>();
  let arriving = good;
  const lastGood = (known ?? ((id) => good.get(id))) as (id: string) => T | undefined;

  function advance({ snapshot, synced, upserts, removes }: Changes<unknown>): void {
    const changes = upserts.length > 0 || removes.length > 0;
    if (snapshot) {
      if (phase !== 'snapshot') arriving = new Map();
      phase = 'snapshot';
    } else if (changes && phase === 'snapshot') {
      throw new Malformed('must be true until the synced mark', 'W3', 'snapshot');
    } else if ((changes || synced) && phase === 'opening') {
      throw new Malformed('must be true until everything was sent', 'W2', 'snapshot');
    }
  }

  return (raw) => {
    const { cursor, ...batch } = rawBatch(raw);
    advance(batch);
    const upserts = faults.takeAll(what, check, batch.upserts, phase === 'snapshot' ? lastGood : undefined);
    const gone = new Set(lasting ? faults.takeAll(what, removal, batch.removes) : []);
    // A record that the same batch also brings is not gone.
    if (gone.size > 0) for (const { id } of upserts) gone.delete(id);
    if (known === undefined) for (const record of upserts) arriving.set(record.id, record);
    gone.forEach((id) => {
      good.delete(id);
      arriving.delete(id);
    });
    if (batch.synced) {
      phase = 'live';
      good = arriving;
    }
    const withCursor = cursor !== undefined && cursors && phase !== 'snapshot';
    return Object.freeze({ ...batch, upserts, removes: Object.freeze([...gone]), ...(withCursor && { cursor }) });
  };
}
