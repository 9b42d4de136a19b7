import {
  ChatError,
  isChatError,
  operationOf,
  type Chat,
  type ChatErrorCode,
  type OnChatCommand,
  type PerformOptions,
} from '../../contract/index.js';
import { CallLine } from '../shared/call-line.js';
import { stateForbids } from '../shared/permissions.js';
import { readBack } from '../shared/read-back.js';
import { isSupervisor } from './allowed.js';
import { versionOf } from './chat-record.js';
import { effectOf, type Effect, type EffectContext } from './effects.js';
import type { SeenChat } from './floor.js';
import { lastMover } from './transfer-history.js';

/** Refusals that may come from a chat which is not any more as it was when it was read. */
const suspicious: readonly ChatErrorCode[] = ['conflict', 'forbidden', 'invalid', 'not-found'];

/**
 * Commands on chats. The server checks little of what was decided on, so each is a read, a comparison, one write and a
 * read of what came of it. Two of one chat go one after the other.
 */
export class Commands {
  readonly #context: EffectContext;
  readonly #line = new CallLine();

  constructor(context: EffectContext) {
    this.#context = context;
  }

  perform(command: OnChatCommand, options: PerformOptions): Promise<Chat> {
    return this.#line.run(options.signal, () => this.#perform(command, options), command.chatId);
  }

  async #perform(command: OnChatCommand, options: PerformOptions): Promise<Chat> {
    const { floor } = this.#context;
    const read = (): Promise<SeenChat> => floor.read(command.chatId, options);
    const before = await read();
    await this.#check(command, before, options);
    const effect = await effectOf(command, before, this.#context, options);
    try {
      await effect.send();
    } catch (thrown) {
      throw await this.#explained(thrown, before, options);
    }
    const written = `Rocket.Chat: chat "${command.chatId}"`;
    const after = await readBack(written, options.signal, read).catch((thrown: unknown) => {
      const gone = this.#outOfReach(thrown, before, effect);
      if (gone === undefined) throw thrown;
      return gone;
    });
    if ('allowed' in after) {
      floor.drop(after.id);
      return after;
    }
    floor.show(after.chat);
    if (effect.isDone(after)) return after.chat;
    if (isMoved(before, after)) throw await this.#conflict(after.chat, options);
    throw new ChatError('invalid', `Rocket.Chat took the ${command.type} and did nothing.`);
  }

  async #check(command: OnChatCommand, { chat }: SeenChat, options: PerformOptions): Promise<void> {
    const { viewer } = this.#context.eyes.signedIn;
    const { expected } = command;
    const isOver = chat.status === 'closed';
    if (isOver || (expected !== undefined && expected !== chat.assignmentVersion)) {
      throw await this.#conflict(chat, options);
    }
    const operation = operationOf(command);
    if (chat.allowed[operation] === true) return;
    if (stateForbids(operation, chat, viewer.id)) {
      throw await this.#conflict(chat, options);
    }
    throw new ChatError('forbidden', `Rocket.Chat: ${operation} is not for ${viewer.name} now.`);
  }

  /** A refusal because somebody was faster is a conflict, whatever the server calls it. */
  async #explained(thrown: unknown, before: SeenChat, options: PerformOptions): Promise<unknown> {
    if (!isChatError(thrown) || !suspicious.includes(thrown.code)) return thrown;
    const now = await this.#context.floor.read(before.chat.id, options).catch(() => undefined);
    if (now === undefined) return thrown;
    this.#context.floor.show(now.chat);
    return isMoved(before, now) ? this.#conflict(now.chat, options, thrown) : thrown;
  }

  /** An agent who gives the own chat away sees it no more, which shows that it went. */
  #outOfReach(thrown: unknown, { chat }: SeenChat, { leadsTo }: Effect): Chat | undefined {
    const { signedIn, directory } = this.#context.eyes;
    const isGone = isChatError(thrown) && isChatError(thrown.cause) && thrown.cause.code === 'not-found';
    if (!isGone || leadsTo === undefined || isSupervisor(signedIn)) return undefined;
    const { status, assigneeId, queueId = chat.queue?.id } = leadsTo;
    const at = this.#context.eyes.now();
    const { assignee: _, waitingSince: __, handledSince: ___, queue: ____, ...rest } = chat;
    return {
      ...rest,
      status,
      assignmentVersion: versionOf(status, assigneeId, queueId, at),
      company: directory.companyOf(queueId),
      ...(queueId !== undefined && { queue: directory.queueNamed(queueId) }),
      ...(assigneeId === undefined
        ? { waitingSince: at }
        : { handledSince: at, assignee: { id: assigneeId, name: directory.nameOfAgent(assigneeId) ?? assigneeId } }),
      allowed: {},
    };
  }

  async #conflict(chat: Chat, options: PerformOptions, cause?: unknown): Promise<ChatError> {
    const by = await lastMover(this.#context.api, chat, options).catch(() => undefined);
    const backendCode = isChatError(cause) ? cause.backendCode : undefined;
    return new ChatError('conflict', 'Rocket.Chat: the chat is not any more as it was.', {
      chat,
      ...(by !== undefined && { by }),
      ...(backendCode !== undefined && { backendCode }),
      cause,
    });
  }
}

function isMoved(before: SeenChat, after: SeenChat): boolean {
  return before.chat.assignmentVersion !== after.chat.assignmentVersion;
}
