import type { Changes } from '../../contract/index.js';
import type { MemoryCore } from './core.js';
import type { WatchSource } from './sources.js';
import type { WatchLine } from './watch-line.js';

/** A position in the log that belongs to one query, and to the permissions it was rendered with. */
interface Cursor {
  readonly key: string;
  readonly revision: number;
  readonly seq: number;
}

function positionOf<T>(core: MemoryCore, source: WatchSource<T>, cursor: string | undefined): number | undefined {
  if (cursor === undefined || core.rules.guarantees.resume === 'snapshot') return undefined;
  let parsed: Partial<Cursor>;
  try {
    parsed = JSON.parse(cursor) as Partial<Cursor>;
  } catch {
    return undefined;
  }
  const { seq } = parsed;
  const fits = parsed.key === source.key && parsed.revision === source.revision();
  return fits && Number.isInteger(seq) && core.store.log.reaches(Number(seq)) ? seq : undefined;
}

/** Follows the log for one query: a snapshot or what is new since the cursor, a `synced` mark, then changes. */
export async function* follow<T>(
  core: MemoryCore,
  source: WatchSource<T>,
  line: WatchLine,
  heartbeat: () => number,
  cursor: string | undefined,
): AsyncGenerator<Changes<T>, void, undefined> {
  const { store, rules } = core;
  let revision = source.revision();
  let seq = positionOf(core, source, cursor) ?? source.start;
  let synced = false;
  const batch = (upserts: readonly T[], removes: readonly string[], marks: Partial<Changes<T>>): Changes<T> => {
    const made = { upserts, removes, at: store.now(), ...marks };
    const complete = marks.snapshot === undefined || marks.synced === true;
    if (!complete || rules.guarantees.resume === 'snapshot') return made;
    return { ...made, cursor: JSON.stringify({ key: source.key, revision, seq: seq ?? 0 } satisfies Cursor) };
  };
  while (line.goesOn()) {
    source.check();
    if (line.silent) {
      await line.quiet(heartbeat(), rules.setTimer);
    } else if (line.injected.length > 0) {
      yield line.injected.shift() as Changes<T>;
    } else if (seq === undefined || revision !== source.revision() || !store.log.reaches(seq)) {
      revision = source.revision();
      seq = store.log.seq;
      let records: T[] = [];
      for (const record of source.all()) {
        if (records.length === rules.snapshotSize) {
          line.last = batch(records, [], { snapshot: true });
          yield line.last as Changes<T>;
          if (!line.goesOn()) return;
          records = [];
        }
        records.push(record);
      }
      line.last = batch(records, [], { snapshot: true, synced: true });
      yield line.last as Changes<T>;
      synced = true;
    } else {
      const { upserts, removes } = source.since(seq);
      seq = store.log.seq;
      if (!synced || upserts.length > 0 || removes.length > 0) {
        line.last = batch(upserts, removes, synced ? {} : { synced: true });
        synced = true;
        yield line.last as Changes<T>;
      } else if (!(await line.quiet(heartbeat(), rules.setTimer)) && !line.silent) {
        yield batch([], [], {});
      }
    }
  }
}
