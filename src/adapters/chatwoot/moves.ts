import { type AssignTarget, type CallOptions, type Chat, ChatError } from '../../contract/index.js';
import { readBack } from '../shared/read-back.js';
import { availabilityOf } from './agent.js';
import { namedOf } from './chat.js';
import type { CommandContext, Found } from './commands.js';
import type { JoinCommands } from './join-commands.js';
import { idOf, numberOf } from './wire.js';

type Verify = (now: Chat) => void;

/** Who has a chat, and where it waits. Chatwoot takes agent or team in one call: the agent wins where both are sent. */
export class Moves {
  readonly #context: CommandContext;
  readonly #joins: JoinCommands;

  constructor(context: CommandContext, joins: JoinCommands) {
    this.#context = context;
    this.#joins = joins;
  }

  give(found: Found, to: AssignTarget, note: string | undefined, options: CallOptions): Promise<Verify> {
    return to.type === 'agent'
      ? this.#toAgent(found, to.id, note, options)
      : this.#toQueue(found.chat, to.id, note, options);
  }

  async release(before: Chat, note: string | undefined, options: CallOptions): Promise<Verify> {
    await this.#context.api.assign(before.id, { assignee_id: null }, options);
    await this.#leaveNote(before.id, note, options);
    // Somebody else may have it at once: then it was released, and taken.
    return (now) => {
      if (now.assignee?.id === before.assignee?.id) throw notDone(before, now);
    };
  }

  async #toAgent(found: Found, agentId: string, note: string | undefined, options: CallOptions): Promise<Verify> {
    const { chat, conversation } = found;
    await this.#checkReceiver(chat, idOf(conversation['inbox_id']), agentId, options);
    await this.#context.api.assign(chat.id, { assignee_id: Number(agentId) }, options);
    await this.#joins.end(found, agentId, options);
    await this.#leaveNote(chat.id, note, options);
    return (now) => {
      if (now.assignee?.id !== agentId) throw notDone(chat, now);
    };
  }

  /** Chatwoot would give a chat to anybody of the account, though they do not see its inbox or are not there. */
  async #checkReceiver(chat: Chat, inbox: string, agentId: string, options: CallOptions): Promise<void> {
    const { api, staff } = this.#context;
    const [agents, able] = await Promise.all([api.agents(options), api.assignableAgents(inbox, options)]);
    const agent = agents.find((one) => idOf(one['id']) === agentId);
    if (agent === undefined || numberOf(agentId) === undefined) {
      throw new ChatError('not-found', `Chatwoot: there is no agent ${agentId}.`);
    }
    const { name } = namedOf(agent);
    if (chat.assignee?.id === agentId) throw new ChatError('invalid', `${name} has this chat already.`);
    if (!able.some((one) => idOf(one['id']) === agentId)) {
      throw new ChatError('invalid', `${name} does not take chats of this inbox.`);
    }
    if (availabilityOf(agent) !== 'available') throw new ChatError('invalid', `${name} is not available.`);
    if (chat.status === 'pending' && (await staff.isFull(agentId, options))) {
      throw new ChatError('invalid', `${name} has no room for another chat.`);
    }
  }

  async #toQueue(before: Chat, queueId: string, note: string | undefined, options: CallOptions): Promise<Verify> {
    const { api, floor, staff } = this.#context;
    const queues = await staff.queues(options);
    const team = numberOf(queueId);
    if (team === undefined || !queues.some(({ id }) => id === queueId)) {
      throw new ChatError('not-found', `Chatwoot: there is no team ${queueId}.`);
    }
    if (before.status === 'pending' && before.queue?.id === queueId) {
      throw new ChatError('invalid', 'The chat waits in this queue already.');
    }
    if (before.queue?.id !== queueId) await api.assign(before.id, { team_id: team }, options);
    if (before.assignee) {
      // The team may have given it to one of its own by now, and that is to stay.
      const written = `Chatwoot: the team of chat ${before.id}`;
      const { chat } = await readBack(written, options.signal, () => floor.read(before.id, options));
      if (chat.queue?.id !== queueId) throw notDone(before, chat);
      if (chat.assignee?.id === before.assignee.id) await api.assign(before.id, { assignee_id: null }, options);
    }
    await this.#leaveNote(before.id, note, options);
    return (now) => {
      const stays = before.assignee && now.assignee?.id === before.assignee.id;
      if (now.queue?.id !== queueId || stays) throw notDone(before, now);
    };
  }

  /** For whoever gets the chat. The chat has moved: a note that fails does not undo that. */
  async #leaveNote(chatId: string, note: string | undefined, options: CallOptions): Promise<void> {
    if (note === undefined || note === '') return;
    try {
      await this.#context.api.write(chatId, note, true, options);
    } catch (thrown) {
      if (options.signal.aborted) throw thrown;
    }
  }
}

/** Chatwoot answered 200. Either somebody else was faster, or the target is gone. */
function notDone(before: Chat, now: Chat): ChatError {
  const moved = now.assignmentVersion !== before.assignmentVersion;
  return moved && now.status !== 'pending'
    ? new ChatError('conflict', 'Chatwoot: somebody else moved the chat at the same moment.', { chat: now })
    : new ChatError('not-found', 'Chatwoot answered, but the chat is not where it was sent.');
}
