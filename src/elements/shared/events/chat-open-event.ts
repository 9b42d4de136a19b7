import type { JoinMode } from '../../../contract/index.js';

export interface ChatOpenDetail {
  readonly chatId: string;
  /** How the viewer is in the chat; absent for its assignee. */
  readonly mode?: JoinMode;
}

/** A chat is to be shown. Prevent it where the host opens its own agent console. */
export class ChatOpenEvent extends Event {
  readonly detail: ChatOpenDetail;

  constructor(detail: ChatOpenDetail) {
    super('chat-open', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-open': ChatOpenEvent;
  }
}
