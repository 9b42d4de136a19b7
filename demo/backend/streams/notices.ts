import { idsOf, type WatchContext, type WatchKind } from './watch.js';

/** Notices of the viewer since the cursor, or from now on. */
export function watchNotices({ actor }: WatchContext): WatchKind {
  return {
    binding: JSON.stringify(['notices', actor.id]),
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
