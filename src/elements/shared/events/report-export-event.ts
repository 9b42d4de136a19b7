import type { ReportEvent } from '../../../contract/index.js';
import { DetailEvent } from './detail-event.js';

export interface ReportExportDetail {
  readonly format: 'csv' | 'json';
  /** What the log shows with its filter, newest first. */
  readonly events: readonly ReportEvent[];
  /** What is about to be saved: name, type and contents, with the delivery of each record. */
  readonly file: File;
}

/** The user exports records. Prevented, nothing is saved: the page does something else with the file or the records. */
export class ReportExportEvent extends DetailEvent<ReportExportDetail> {
  constructor(detail: ReportExportDetail) {
    super('report-export', detail, true);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'report-export': ReportExportEvent;
  }
}
