import type { MonitorEvents } from '../../../monitor/types.js';
import { DetailEvent } from './detail-event.js';

/** A Report_Event was queued, delivered or refused. */
export class ReportEventEvent extends DetailEvent<MonitorEvents['report-event']> {
  constructor(detail: MonitorEvents['report-event']) {
    super('report-event', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'report-event': ReportEventEvent;
  }
}
