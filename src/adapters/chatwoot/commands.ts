import {
  type Agent,
  type CallOptions,
  type Chat,
  type ChatCommand,
  ChatError,
  type OnChatCommand,
  operationOf,
  type PerformOptions,
  type SetAgentStatusCommand,
} from '../../contract/index.js';
import { stateForbids } from '../shared/permissions.js';
import { readBack } from '../shared/read-back.js';
import type { ChatwootApi } from './api.js';
import { AssistCommands } from './assist-commands.js';
import type { Attributes } from './attributes.js';
import type { Floor } from './floor.js';
import type { Identity } from './identity.js';
import { JoinCommands } from './join-commands.js';
import { Moves } from './moves.js';
import type { Notices } from './notices.js';
import type { ChatwootAdapterOptions } from './options.js';
import type { Staff } from './staff.js';
import type { Raw } from './wire.js';

export interface CommandContext {
  readonly api: ChatwootApi;
  readonly identity: Identity;
  readonly floor: Floor;
  readonly staff: Staff;
  readonly attributes: Attributes;
  readonly notices: Notices;
  readonly options: ChatwootAdapterOptions;
}

/** A chat as a command finds it. */
export interface Found {
  readonly chat: Chat;
  readonly conversation: Raw;
}

/**
 * Every command in three steps: it looks at the chat and refuses what does not hold any more, writes, and looks again,
 * since Chatwoot says 200 to what it does not do.
 */
export class Commands {
  readonly #context: CommandContext;
  readonly #joins: JoinCommands;
  readonly #moves: Moves;
  readonly #assist: AssistCommands;

  constructor(context: CommandContext) {
    this.#context = context;
    this.#joins = new JoinCommands(context);
    this.#moves = new Moves(context, this.#joins);
    this.#assist = new AssistCommands(context);
  }

  perform(command: ChatCommand, options: PerformOptions): Promise<Chat | Agent> {
    return command.type === 'set-agent-status' ? this.#setStatus(command, options) : this.#onChat(command, options);
  }

  async #onChat(command: OnChatCommand, options: PerformOptions): Promise<Chat> {
    const { floor, identity } = this.#context;
    const { chatId } = command;
    const call: CallOptions = { signal: options.signal };
    const [found] = await Promise.all([floor.read(chatId, call), identity.check(call)]);
    this.#check(command, found.chat);
    const verify = await this.#carryOut(command, found, options);
    const { chat } = await readBack(`Chatwoot: chat ${chatId}`, call.signal, () => floor.read(chatId, call));
    verify(chat);
    return chat;
  }

  #check(command: OnChatCommand, chat: Chat): void {
    const { identity, notices } = this.#context;
    const operation = operationOf(command);
    if (command.expected !== undefined && command.expected !== chat.assignmentVersion) {
      const by = notices.moverOf(chat.id);
      throw new ChatError('conflict', 'Chatwoot: the chat has moved meanwhile.', { chat, ...(by && { by }) });
    }
    if (chat.allowed[operation] === true) return;
    if (operation === 'accept' || operation === 'decline') {
      throw new ChatError('unsupported', 'Chatwoot: nobody accepts or declines there.');
    }
    const { id } = identity.viewer;
    if (stateForbids(operation, chat, id)) {
      throw new ChatError('conflict', `Chatwoot: ${operation} is not possible any more.`, { chat });
    }
    throw new ChatError('forbidden', `Chatwoot: the viewer may not ${operation}.`);
  }

  /** Resolves with what the chat has to pass when it is read back. */
  async #carryOut(command: OnChatCommand, found: Found, options: PerformOptions): Promise<(now: Chat) => void> {
    const { chatId } = command;
    switch (command.type) {
      case 'assign':
      case 'transfer':
        return this.#moves.give(found, command.to, command.note, options);
      case 'release':
        return this.#moves.release(found.chat, command.note, options);
      case 'join':
      case 'set-mode':
        await this.#joins.enter(found, command.mode, options);
        return (now) => isTrue(this.#joins.modeIn(now) === command.mode, now);
      case 'leave':
        await this.#joins.leave(found, options);
        return (now) => isTrue(this.#joins.modeIn(now) === undefined, now);
      case 'close':
        await this.#context.api.resolve(chatId, options);
        return (now) => isTrue(now.status === 'closed', now);
      case 'raise-assist':
        return this.#assist.raise(found, command.message, options);
      case 'clear-assist':
        return this.#assist.clear(found, command.assistId, options);
      case 'claim-assist':
        return this.#assist.claim(found, command.assistId, options);
      case 'accept':
      case 'decline':
        throw new ChatError('unsupported', 'Chatwoot: nobody accepts or declines there.');
    }
  }

  async #setStatus(command: SetAgentStatusCommand, options: CallOptions): Promise<Agent> {
    const { api, identity, staff } = this.#context;
    const { agentId, availability, capacity } = command;
    const [found] = await Promise.all([staff.find(agentId, options), identity.check(options)]);
    if (!identity.viewer.administrator) throw new ChatError('forbidden', 'Chatwoot: administrators alone may.');
    if (found === undefined) throw new ChatError('not-found', `Chatwoot: there is no agent ${agentId}.`);
    if (capacity !== undefined && capacity !== found.agent.capacity) {
      throw new ChatError('invalid', 'Chatwoot keeps no capacity of agents.');
    }
    const code = command.statusCode ?? (availability === 'available' ? 'online' : 'busy');
    const fits = availability === 'available' ? code === 'online' : code === 'busy' || code === 'offline';
    if (!fits) throw new ChatError('invalid', `Chatwoot has no status "${code}" of that kind.`);
    await api.setAvailability(agentId, found.raw['role'], code, options);
    const written = `Chatwoot: the status of ${found.agent.name}`;
    const now = await readBack(written, options.signal, () => staff.find(agentId, options));
    staff.refreshSoon();
    if (now?.agent.availability === availability) return now.agent;
    // Who has no page of Chatwoot open is offline there, whatever was set.
    throw new ChatError('invalid', `Chatwoot: ${found.agent.name} is not there, and stays offline.`);
  }
}

function isTrue(holds: boolean, chat: Chat): void {
  if (!holds) throw new ChatError('conflict', 'Chatwoot answered, but it did not happen.', { chat });
}
