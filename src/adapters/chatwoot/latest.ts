import { idOf, type Raw, rawOf, timeOf } from './wire.js';

/** The newest that requester or agent said in a chat. */
export interface LatestMessage {
  readonly id: number;
  readonly at: number;
  readonly text: string;
}

/** Longer ones are cut in a row. */
const LINE = 200;

/** By chat, the newest message, in whichever order they become known. */
export class LatestMessages {
  readonly #messages = new Map<string, LatestMessage>();

  get(chatId: string): LatestMessage | undefined {
    return this.#messages.get(chatId);
  }

  /** Whether it is the newest so far. Notes and activities are none. */
  learn(chatId: string, message: Raw): boolean {
    const { id, content, created_at, message_type, private: isPrivate } = message;
    const at = timeOf(created_at);
    if (typeof id !== 'number' || at === undefined || isPrivate === true || isActivity(message_type)) return false;
    if (id <= (this.#messages.get(chatId)?.id ?? 0)) return false;
    this.#messages.set(chatId, { id, at, text: lineOf(content) });
    return true;
  }

  /** From a whole conversation, which brings its last ones. */
  learnAll(conversation: Raw): void {
    const { id, messages, last_non_activity_message: last } = conversation;
    for (const one of [last, ...(Array.isArray(messages) ? (messages as unknown[]) : [])]) {
      this.learn(idOf(id), rawOf(one));
    }
  }

  forget(chatId: string): void {
    this.#messages.delete(chatId);
  }
}

/** Answers say it by number or by word. */
export function isActivity(type: unknown): boolean {
  return type === 2 || type === 'activity';
}

function lineOf(content: unknown): string {
  return typeof content === 'string' ? content.replace(/\s+/g, ' ').trim().slice(0, LINE) : '';
}
