import type { Chat, ChatCommand } from '../../../contract/index.js';

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
export class ChatActionEvent extends Event {
  readonly detail: ChatActionDetail;
  #response: Promise<unknown> | undefined;

  constructor(detail: ChatActionDetail) {
    super('chat-action', { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
  }

  /**
   * The host performs the action itself: resolved means done (with the chat as it now is, where known), rejected
   * means failed.
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

  /** What the host answered with. */
  get response(): Promise<unknown> | undefined {
    return this.#response;
  }
}

declare global {
  interface HTMLElementEventMap {
    'chat-action': ChatActionEvent;
  }
}
