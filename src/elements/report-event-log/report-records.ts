import type { ReportEntry } from '../../monitor/types.js';

/** Local records and those of the backend by id, each once, newest first. */
export function mergeRecords(
  local: readonly ReportEntry[],
  kept: ReadonlyMap<string, ReportEntry>,
): readonly ReportEntry[] {
  const merged = new Map<string, ReportEntry>();
  for (let index = local.length - 1; index >= 0; index -= 1) {
    const entry = local[index];
    if (entry) merged.set(entry.event.id, chosen(entry, kept.get(entry.event.id)));
  }
  kept.forEach((entry, id) => {
    if (!merged.has(id)) merged.set(id, entry);
  });
  return [...merged.values()].sort((a, b) => b.event.startedAt - a.event.startedAt);
}

/** What is not delivered yet is known best here; once it is, the backend's record says more, if it is complete. */
function chosen(local: ReportEntry, kept: ReportEntry | undefined): ReportEntry {
  return kept && local.delivery === 'delivered' && kept.event.outcome !== 'performing' ? kept : local;
}

/** Local records that need somebody's eye. */
export interface ReportCounts {
  /** Complete, and not delivered yet. */
  readonly waiting: number;
  readonly refused: number;
  /** Nobody knows whether the action happened. */
  readonly unknown: number;
}

export function countRecords(local: readonly ReportEntry[]): ReportCounts {
  const counts = { waiting: 0, refused: 0, unknown: 0 };
  for (const { event, delivery } of local) {
    if (delivery === 'waiting' && event.outcome !== 'performing') counts.waiting += 1;
    if (delivery === 'refused') counts.refused += 1;
    if (event.outcome === 'unknown') counts.unknown += 1;
  }
  return counts;
}
