import type { Chat, ChatCommand } from '../../../contract/index.js';
import { DetailEvent } from './detail-event.js';

export interface ChatActionDetail {
  /** What is about to be asked of the backend. */
  readonly command: ChatCommand;
  /** The chat as the user saw it; absent for a command that is about an agent. */
  readonly chat?: Chat;
}

/**
 * The user chose, and where needed confirmed, an action. Nothing has happened yet.
 * Prevented, nothing is done or recorded. With `respondWith` the host does it, and its outcome is recorded.
 */
export class ChatActionEvent extends DetailEvent<ChatActionDetail> {
  #response: Promise<unknown> | undefined;

  constructor(detail: ChatActionDetail) {
    super('chat-action', detail, true);
  }

  /**
   * The host performs the action itself: resolved means done, rejected means failed, and the error's message is shown.
   * What it resolves with is ignored: the backend's changes show what came of it.
   * @throws TypeError when called a second time, or later than in a listener of this event
   */
  respondWith(response: Promise<unknown>): void {
    if (this.#response)
      throw new TypeError('chat-action: respondWith was called already; only one listener may answer.');
    if (this.eventPhase === Event.NONE) {
      throw new TypeError('chat-action: call respondWith in the listener itself, not later.');
    }
    this.preventDefault();
    this.#response = response;
  }

  /** The host's promise. */
  get response(): Promise<unknown> | undefined {
    return this.#response;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'chat-action': ChatActionEvent;
  }
}
