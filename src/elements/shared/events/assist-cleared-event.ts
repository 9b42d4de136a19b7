import type { MonitorEvents } from '../../../monitor/types.js';

/** A request for help ended, whoever ended it. */
export class AssistClearedEvent extends Event {
  readonly detail: MonitorEvents['assist-cleared'];

  constructor(detail: MonitorEvents['assist-cleared']) {
    super('assist-cleared', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'assist-cleared': AssistClearedEvent;
  }
}
