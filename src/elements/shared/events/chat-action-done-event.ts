import type { Agent, Chat, ChatCommand } from '../../../contract/index.js';

export interface ChatActionDoneDetail {
  readonly command: ChatCommand;
  /** The chat as it now is, where the viewer still sees it. */
  readonly chat?: Chat;
  /** For `set-agent-status`. */
  readonly agent?: Agent;
}

/** The backend agreed to an action. */
export class ChatActionDoneEvent extends Event {
  readonly detail: ChatActionDoneDetail;

  constructor(detail: ChatActionDoneDetail) {
    super('chat-action-done', { bubbles: true, composed: true });
    this.detail = detail;
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-action-done': ChatActionDoneEvent;
  }
}
