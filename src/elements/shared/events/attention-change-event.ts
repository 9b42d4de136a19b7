import type { MonitorEvents } from '../../../monitor/types.js';

/** The number of chats that need a hand changed. */
export class AttentionChangeEvent extends Event {
  readonly detail: MonitorEvents['attention-change'];

  constructor(detail: MonitorEvents['attention-change']) {
    super('attention-change', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'attention-change': AttentionChangeEvent;
  }
}
