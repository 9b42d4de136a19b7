import type { Agent, Chat, ChatCommand } from '../../../contract/index.js';
import { DetailEvent } from './detail-event.js';

export interface ChatActionDoneDetail {
  readonly command: ChatCommand;
  /** The chat as it now is, where the viewer still sees it. */
  readonly chat?: Chat;
  /** For `set-agent-status`. */
  readonly agent?: Agent;
}

/** The backend agreed to an action. */
export class ChatActionDoneEvent extends DetailEvent<ChatActionDoneDetail> {
  constructor(detail: ChatActionDoneDetail) {
    super('chat-action-done', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-action-done': ChatActionDoneEvent;
  }
}
