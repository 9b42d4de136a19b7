import type { Batch } from '../change-log/batch.js';
import type { Entry } from '../change-log/read.js';
import type { Queryable } from '../database/database.js';
import type { StoredSettings } from '../domain/settings.js';
import type { Actor } from '../domain/viewer.js';

/** As whom and under which settings a watch runs. */
export interface WatchContext {
  readonly actor: Actor;
  readonly settings: StoredSettings;
}

/** What a batch means to one watch. */
export interface WatchChanges {
  readonly upserts: readonly unknown[];
  readonly removes: readonly string[];
}

/** What one watch is about: which records, for whom, and how a change shows. */
export interface WatchKind {
  /** Names the watch, the viewer and the access: a cursor is only good for the same. */
  readonly binding: string;
  /** False where a watch without cursor begins with what comes from now on. */
  readonly hasSnapshot: boolean;
  /** Throws a `Problem` where the viewer may not watch this. */
  check(db: Queryable): Promise<void>;
  snapshot(tx: Queryable): Promise<readonly unknown[]>;
  /** `entries`: those of the batch that the watch has not seen. Throws a `Problem` where the viewer no longer may. */
  changes(entries: readonly Entry[], batch: Batch): WatchChanges;
}

/** Ids of the entries about one kind of entity, each once. */
export function idsOf(entries: readonly Entry[], entity: Entry['entity']): string[] {
  const ids = new Set<string>();
  for (const entry of entries) if (entry.entity === entity) ids.add(entry.id);
  return [...ids];
}
