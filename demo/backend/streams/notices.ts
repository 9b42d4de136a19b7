import type { Actor } from '../domain/viewer.js';
import { idsOf, type WatchContext, type WatchKind } from './watch.js';

/** What a cursor of this watch is bound to. */
export function noticesOf({ id }: Actor): string {
  return JSON.stringify(['notices', id]);
}

/** Notices of the viewer since the cursor, or from now on. */
export function watchNotices({ actor }: WatchContext): WatchKind {
  return {
    binding: noticesOf(actor),
    hasSnapshot: false,
    check: () => Promise.resolve(),
    snapshot: () => Promise.resolve([]),
    changes(entries, batch) {
      const upserts = idsOf(entries, 'notice')
        .map((id) => batch.notices.get(id))
        .filter((record) => record?.userId === actor.id)
        .map((record) => record?.notice);
      return { upserts, removes: [] };
    },
  };
}
