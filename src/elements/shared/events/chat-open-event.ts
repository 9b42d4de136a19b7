import type { JoinMode } from '../../../contract/index.js';
import { DetailEvent } from './detail-event.js';

export interface ChatOpenDetail {
  readonly chatId: string;
  /** How the viewer is in the chat; absent for its assignee. */
  readonly mode?: JoinMode;
}

/** A chat is to be shown. Prevent it where the host opens its own agent console. */
export class ChatOpenEvent extends DetailEvent<ChatOpenDetail> {
  constructor(detail: ChatOpenDetail) {
    super('chat-open', detail, true);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-open': ChatOpenEvent;
  }
}
