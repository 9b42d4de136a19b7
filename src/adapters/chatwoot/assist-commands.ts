import { type Chat, ChatError, type PerformOptions } from '../../contract/index.js';
import { ASSIST } from './assist.js';
import type { CommandContext, Found } from './commands.js';

type Verify = (now: Chat) => void;

/** Requests for help, in a custom attribute of the conversation. */
export class AssistCommands {
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  async raise(found: Found, message: string | undefined, options: PerformOptions): Promise<Verify> {
    const { api, options: own } = this.#context;
    const { idempotencyKey: id } = options;
    const words = message !== undefined && message !== '' && { message };
    await this.#set(found, { id, by: this.#viewer(), at: api.now(), ...words }, options);
    try {
      await api.write(found.chat.id, (own.assistNote ?? englishNote)(message), true, options);
    } catch (thrown) {
      // The flag is up; the note is for those who look at Chatwoot only.
      if (options.signal.aborted) throw thrown;
    }
    return (now) => {
      if (now.assist?.id !== id) throw faster(now);
    };
  }

  async clear(found: Found, assistId: string, options: PerformOptions): Promise<Verify> {
    checkOpen(found.chat, assistId);
    await this.#set(found, null, options);
    return (now) => {
      if (now.assist?.id === assistId) throw faster(now);
    };
  }

  async claim(found: Found, assistId: string, options: PerformOptions): Promise<Verify> {
    checkOpen(found.chat, assistId);
    const claimedBy = this.#viewer();
    const { assist } = found.chat;
    if (assist?.claimedBy && assist.claimedBy.id !== claimedBy.id) throw faster(found.chat);
    await this.#set(found, { ...assist, claimedBy }, options);
    return (now) => {
      if (now.assist?.id !== assistId || now.assist.claimedBy?.id !== claimedBy.id) throw faster(now);
    };
  }

  #set({ conversation }: Found, assist: object | null, options: PerformOptions): Promise<void> {
    return this.#context.attributes.set(conversation, ASSIST, assist, options);
  }

  #viewer(): { readonly id: string; readonly name: string } {
    const { id, name } = this.#context.identity.viewer;
    return { id, name };
  }
}

function checkOpen(chat: Chat, assistId: string): void {
  if (chat.assist?.id !== assistId) throw faster(chat);
}

function faster(chat: Chat): ChatError {
  return new ChatError('conflict', 'Chatwoot: somebody else changed the request for help.', { chat });
}

function englishNote(message: string | undefined): string {
  return message === undefined || message === '' ? 'Needs assistance.' : `Needs assistance: ${message}`;
}
