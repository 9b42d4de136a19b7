import type { MonitorEvents } from '../../../monitor/types.js';
import { DetailEvent } from './detail-event.js';

/** The number of chats that need a hand changed. */
export class AttentionChangeEvent extends DetailEvent<MonitorEvents['attention-change']> {
  constructor(detail: MonitorEvents['attention-change']) {
    super('attention-change', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'attention-change': AttentionChangeEvent;
  }
}
