import type { ReportEntry } from '../../monitor/types.js';
import { matcherOf, type ReportFilter, type RequesterOf } from './report-filter.js';
import type { ReportHistory } from './report-history.js';
import { countRecords, mergeRecords, type ReportCounts } from './report-records.js';

/** Records that are in the page at first, and with each step back. */
const step = 100;

export interface LogSource {
  /** Oldest first. */
  readonly local: readonly ReportEntry[];
  readonly history: Pick<ReportHistory, 'records' | 'readBackTo'>;
  readonly filter: ReportFilter;
  readonly requesterOf: RequesterOf;
}

/** The records that are shown: those that match, newest first, and of them as many as were asked for. */
export class LogView {
  #all: readonly ReportEntry[] = [];
  #matching: readonly ReportEntry[] = [];
  #rows: readonly ReportEntry[] = [];
  #counts: ReportCounts = countRecords([]);
  #limit = step;

  /** Whatever the filter is. */
  get all(): readonly ReportEntry[] {
    return this.#all;
  }

  get matching(): readonly ReportEntry[] {
    return this.#matching;
  }

  /** In the page. */
  get rows(): readonly ReportEntry[] {
    return this.#rows;
  }

  get counts(): ReportCounts {
    return this.#counts;
  }

  /** Some that match are not in the page. */
  get hasMore(): boolean {
    return this.#matching.length > this.#limit;
  }

  /** Takes in what is known now. True where something that is shown changed. */
  update({ local, history, filter, requesterOf }: LogSource): boolean {
    const { readBackTo = -Infinity } = history;
    // What the backend has from before would stand alone among records that were not read.
    const isKnown = ({ event, delivery }: ReportEntry): boolean =>
      event.startedAt >= readBackTo || delivery !== 'delivered';
    const [total, found, counts, rows] = [this.#all.length, this.#matching.length, this.#counts, this.#rows];
    this.#all = mergeRecords(local, history.records).filter(isKnown);
    this.#matching = this.#all.filter(matcherOf(filter, requesterOf));
    this.#counts = countRecords(local);
    this.#cut();
    return (
      total !== this.#all.length ||
      found !== this.#matching.length ||
      !isSameCounts(counts, this.#counts) ||
      rows.length !== this.#rows.length ||
      rows.some((entry, index) => entry !== this.#rows[index])
    );
  }

  showMore(): void {
    this.#limit += step;
    this.#cut();
  }

  /** For another filter: begins again at the top. */
  reset(): void {
    this.#limit = step;
  }

  #cut(): void {
    this.#rows = this.#matching.slice(0, this.#limit);
  }
}

function isSameCounts(a: ReportCounts, b: ReportCounts): boolean {
  return a.waiting === b.waiting && a.refused === b.refused && a.unknown === b.unknown;
}
