import type { ChatCommand, ChatError, ReportOutcome } from '../../../contract/index.js';
import { DetailEvent } from './detail-event.js';

export interface ChatActionFailedDetail {
  readonly command: ChatCommand;
  readonly error: ChatError;
  /** Whether it is certain that nothing happened. */
  readonly outcome: Exclude<ReportOutcome, 'performing' | 'done'>;
}

/** An action did not happen, or nobody knows whether it did. The view is back as it was. */
export class ChatActionFailedEvent extends DetailEvent<ChatActionFailedDetail> {
  constructor(detail: ChatActionFailedDetail) {
    super('chat-action-failed', detail);
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-action-failed': ChatActionFailedEvent;
  }
}
