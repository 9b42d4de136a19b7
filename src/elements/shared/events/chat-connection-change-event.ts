import type { MonitorEvents } from '../../../monitor/types.js';
import { DetailEvent } from './detail-event.js';

/** The connection to the backend changed. */
export class ChatConnectionChangeEvent extends DetailEvent<MonitorEvents['chat-connection-change']> {
  constructor(detail: MonitorEvents['chat-connection-change']) {
    super('chat-connection-change', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-connection-change': ChatConnectionChangeEvent;
  }
}
