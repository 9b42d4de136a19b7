import type { MonitorEvents } from '../../../monitor/types.js';

/** The connection to the backend changed. */
export class ChatConnectionChangeEvent extends Event {
  readonly detail: MonitorEvents['chat-connection-change'];

  constructor(detail: MonitorEvents['chat-connection-change']) {
    super('chat-connection-change', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-connection-change': ChatConnectionChangeEvent;
  }
}
