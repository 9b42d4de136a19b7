import { DetailEvent } from './detail-event.js';

export interface ChatSelectionChangeDetail {
  /** The selected chats, in no particular order. */
  readonly ids: readonly string[];
}

/** The user selected other chats, or selected ones have left the rows. Not fired for what the page itself selects. */
export class ChatSelectionChangeEvent extends DetailEvent<ChatSelectionChangeDetail> {
  constructor(detail: ChatSelectionChangeDetail) {
    super('chat-selection-change', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-selection-change': ChatSelectionChangeEvent;
  }
}
