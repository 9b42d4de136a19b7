import type { Changes } from '../../contract/index.js';

export interface Versioned {
  readonly id: string;
  readonly version?: number;
}

/** One batch that says what two batches in a row say; nothing where one batch cannot. */
export function mergeChanges(older: Changes<Versioned>, newer: Changes<Versioned>): Changes<Versioned> | undefined {
  if (newer.snapshot && !older.snapshot) return newer; // A snapshot replaces the changes before it.
  // The reader may know the first part of the older snapshot; only that one's own end can tell what was in it.
  if (newer.snapshot && older.synced) return undefined;
  const upserts = new Map(older.upserts.map((record) => [record.id, record]));
  const removes = new Set(older.removes);
  for (const id of newer.removes) {
    upserts.delete(id);
    removes.add(id);
  }
  for (const record of newer.upserts) {
    const known = upserts.get(record.id);
    if (known?.version !== undefined && record.version !== undefined && record.version < known.version) continue;
    upserts.delete(record.id);
    upserts.set(record.id, record);
    removes.delete(record.id);
  }
  return { ...older, ...newer, upserts: [...upserts.values()], removes: [...removes] };
}
