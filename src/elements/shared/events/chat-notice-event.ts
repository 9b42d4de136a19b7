import type { MonitorEvents } from '../../../monitor/types.js';

/** Something happened to the viewer's own chats, such as one that was moved to somebody else. */
export class ChatNoticeEvent extends Event {
  readonly detail: MonitorEvents['chat-notice'];

  constructor(detail: MonitorEvents['chat-notice']) {
    super('chat-notice', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-notice': ChatNoticeEvent;
  }
}
