import type { Translate } from '../shared/failure-text.js';
import type { ReportCounts } from './report-records.js';

/** What a screen reader is told of the records without anybody asking: trouble, and its end. */
export class LogNews {
  #told: ReportCounts;
  #troubled = false;

  constructor(counts: ReportCounts) {
    this.#told = counts;
  }

  /** What is new since the last time; undefined where nothing is. */
  since(counts: ReportCounts, texts: Translate): string | undefined {
    const told = this.#told;
    this.#told = counts;
    const [refused, unknown] = [counts.refused - told.refused, counts.unknown - told.unknown];
    if (refused > 0) {
      this.#troubled = true;
      return texts.t('log.news.refused', refused);
    }
    if (this.#troubled && counts.refused + counts.waiting === 0) {
      this.#troubled = false;
      return texts.t('log.news.delivered');
    }
    return unknown > 0 ? texts.t('log.news.unknown', unknown) : undefined;
  }
}
