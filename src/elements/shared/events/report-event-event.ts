import type { MonitorEvents } from '../../../monitor/types.js';

/** A Report_Event was queued, delivered or refused. */
export class ReportEventEvent extends Event {
  readonly detail: MonitorEvents['report-event'];

  constructor(detail: MonitorEvents['report-event']) {
    super('report-event', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'report-event': ReportEventEvent;
  }
}
