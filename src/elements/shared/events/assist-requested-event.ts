import type { MonitorEvents } from '../../../monitor/types.js';
import { DetailEvent } from './detail-event.js';

/** An agent asks for help with a chat. Never fired for requests that were already open when the floor was first seen. */
export class AssistRequestedEvent extends DetailEvent<MonitorEvents['assist-requested']> {
  constructor(detail: MonitorEvents['assist-requested']) {
    super('assist-requested', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'assist-requested': AssistRequestedEvent;
  }
}
