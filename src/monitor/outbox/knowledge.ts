import type { ReportEvent, ReportOutcome } from '../../contract/index.js';
import type { StoredReport } from '../ports.js';

const ranks: Readonly<Record<ReportOutcome, number>> = { performing: 0, unknown: 1, done: 2, refused: 2, failed: 2 };

/** Whether the first says more of what became of the command: an outcome beats `unknown`, which beats an open record. */
export function knowsMore(event: ReportEvent, than: ReportEvent): boolean {
  return ranks[event.outcome] > ranks[than.outcome];
}

/** Whether it makes no difference which of two versions of a record is kept. */
export function tellsTheSame(a: StoredReport, b: StoredReport): boolean {
  return (
    a.event.outcome === b.event.outcome &&
    a.delivery === b.delivery &&
    a.attempts === b.attempts &&
    a.reason === b.reason
  );
}

/** A record that the backend has, as it was sent. */
export function asDelivered({ reason: _, ...report }: StoredReport, attempts = report.attempts): StoredReport {
  return { ...report, delivery: 'delivered', attempts };
}
