import type { MonitorEvents } from '../../../monitor/types.js';
import { DetailEvent } from './detail-event.js';

/** A request for help ended, whoever ended it. */
export class AssistClearedEvent extends DetailEvent<MonitorEvents['assist-cleared']> {
  constructor(detail: MonitorEvents['assist-cleared']) {
    super('assist-cleared', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'assist-cleared': AssistClearedEvent;
  }
}
