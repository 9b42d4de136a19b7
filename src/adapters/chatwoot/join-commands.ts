import type { CallOptions, Chat, JoinMode } from '../../contract/index.js';
import type { CommandContext, Found } from './commands.js';
import { JOIN, joinedIds, type StoredJoin } from './joins.js';

/**
 * Joining and leaving. The attribute decides who is in a chat, and is written last: a command that failed did not
 * happen. Whoever takes part is a participant at Chatwoot too, so that its own pages show them.
 */
export class JoinCommands {
  readonly #context: CommandContext;

  constructor(context: CommandContext) {
    this.#context = context;
  }

  async enter(found: Found, mode: JoinMode, options: CallOptions): Promise<void> {
    const { api, attributes, identity } = this.#context;
    const { id, name } = identity.viewer;
    if (mode === 'participate') await api.join(found.chat.id, id, 'POST', options);
    else await this.#withdraw(found.chat, options);
    const join: StoredJoin = { name, mode, at: api.now() };
    await attributes.set(found.conversation, JOIN + id, join, options);
  }

  async leave({ chat, conversation }: Found, options: CallOptions): Promise<void> {
    const { attributes, identity } = this.#context;
    await this.#withdraw(chat, options);
    await attributes.set(conversation, JOIN + identity.viewer.id, null, options);
  }

  /** Whoever is given a chat is its assignee and nothing else. It is theirs by now: what fails does not undo that. */
  async end({ conversation }: Found, userId: string, options: CallOptions): Promise<void> {
    if (!joinedIds(conversation).includes(userId)) return;
    try {
      await this.#context.attributes.set(conversation, JOIN + userId, null, options);
    } catch (thrown) {
      if (options.signal.aborted) throw thrown;
    }
  }

  modeIn({ participants }: Chat): JoinMode | undefined {
    return participants.find(({ id }) => id === this.#context.identity.viewer.id)?.mode;
  }

  async #withdraw(chat: Chat, options: CallOptions): Promise<void> {
    const { api, identity } = this.#context;
    if (this.modeIn(chat) === 'participate') await api.join(chat.id, identity.viewer.id, 'DELETE', options);
  }
}
