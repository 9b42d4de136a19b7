import { ReportEventLog } from '../elements/report-event-log/report-event-log.js';
import { isFree } from './define-element.js';

if (isFree('report-event-log', ReportEventLog)) customElements.define('report-event-log', ReportEventLog);

declare global {
  interface HTMLElementTagNameMap {
    'report-event-log': ReportEventLog;
  }
}
