import type { MonitorEvents } from '../../../monitor/types.js';

/** An agent asks for help with a chat. Never fired for requests that were already open when the floor was first seen. */
export class AssistRequestedEvent extends Event {
  readonly detail: MonitorEvents['assist-requested'];

  constructor(detail: MonitorEvents['assist-requested']) {
    super('assist-requested', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'assist-requested': AssistRequestedEvent;
  }
}
