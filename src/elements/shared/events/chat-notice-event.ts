import type { MonitorEvents } from '../../../monitor/types.js';
import { DetailEvent } from './detail-event.js';

/** Something happened to the viewer's own chats, such as one that was moved to somebody else. */
export class ChatNoticeEvent extends DetailEvent<MonitorEvents['chat-notice']> {
  constructor(detail: MonitorEvents['chat-notice']) {
    super('chat-notice', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-notice': ChatNoticeEvent;
  }
}
