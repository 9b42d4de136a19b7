import {
  ChatError,
  type Agent,
  type AgentChanges,
  type AgentQuery,
  type CallOptions,
  type Chat,
  type ChatChanges,
  type ChatCommand,
  type ChatConnection,
  type ChatQuery,
  type Message,
  type MessageChanges,
  type MessageDraft,
  type Page,
  type PerformOptions,
  type ReportEvent,
  type ReportQuery,
  type Session,
  type SupportQueue,
  type WatchOptions,
} from '../../contract/index.js';
import type { Agents } from './agents.js';
import type { RocketchatApi } from './api.js';
import type { Perspective } from './chat-record.js';
import { Commands } from './commands.js';
import type { Floor } from './floor.js';
import { readTransfers } from './transfer-history.js';
import type { Realtime } from './realtime.js';
import type { Transcripts } from './transcripts.js';

/** What a connection is made of. */
export interface ConnectionParts {
  readonly session: Session;
  readonly api: RocketchatApi;
  readonly eyes: Perspective;
  readonly floor: Floor;
  readonly agents: Agents;
  readonly transcripts: Transcripts;
  readonly realtime: Realtime | undefined;
  readonly report: ChatConnection['report'];
}

export class RocketchatConnection implements ChatConnection {
  readonly session: Session;
  readonly report?: NonNullable<ChatConnection['report']>;
  readonly #parts: ConnectionParts;
  readonly #commands: Commands;
  readonly #closing = new AbortController();

  constructor(parts: ConnectionParts) {
    this.session = parts.session;
    this.#parts = parts;
    this.#commands = new Commands(parts);
    if (parts.report !== undefined) this.report = parts.report;
  }

  watchChats(query: ChatQuery, { signal }: WatchOptions): AsyncIterable<ChatChanges> {
    this.#checkOpen();
    this.#parts.realtime?.open();
    return this.#parts.floor.watch(query, { signal });
  }

  watchAgents(query: AgentQuery, { signal }: WatchOptions): AsyncIterable<AgentChanges> {
    this.#checkOpen();
    return this.#parts.agents.watch(query, { signal });
  }

  watchMessages(chatId: string, { signal }: WatchOptions): AsyncIterable<MessageChanges> {
    this.#checkOpen();
    this.#parts.realtime?.open();
    return this.#parts.transcripts.watch(chatId, { signal }, this.#open(signal));
  }

  listQueues({ signal }: CallOptions): Promise<readonly SupportQueue[]> {
    return this.#parts.eyes.directory.readQueues(this.#open(signal));
  }

  async perform(command: ChatCommand, { signal, idempotencyKey }: PerformOptions): Promise<Chat | Agent> {
    const options = { ...this.#open(signal), idempotencyKey };
    if (command.type === 'set-agent-status') return this.#parts.agents.setStatus(command, options);
    const chat = await this.#commands.perform(command, options);
    if (chat.allowed['read-messages'] !== true) this.#parts.transcripts.revoke(chat.id);
    return chat;
  }

  sendMessage(draft: MessageDraft, { signal, idempotencyKey }: PerformOptions): Promise<Message> {
    return this.#parts.transcripts.send(draft, { ...this.#open(signal), idempotencyKey });
  }

  readReport(query: ReportQuery, { signal }: CallOptions): Promise<Page<ReportEvent>> {
    const { api, eyes, floor, session } = this.#parts;
    const movedLast = (options: CallOptions): Promise<readonly string[]> => floor.readMovedLast(options);
    const context = { api, directory: eyes.directory, reports: session.reports, movedLast };
    return readTransfers(query, context, this.#open(signal));
  }

  async close(): Promise<void> {
    const error = new ChatError('unavailable', 'Rocket.Chat: the connection is closed.');
    this.#closing.abort(error);
    const { floor, agents, transcripts, realtime } = this.#parts;
    realtime?.close();
    for (const part of [floor, agents, transcripts]) part.fail(error);
  }

  /** Watches end with the error that closing gives their lists. */
  #checkOpen(): void {
    if (this.#closing.signal.aborted) throw this.#closing.signal.reason as ChatError;
  }

  /** Calls end with the connection, too. */
  #open(signal: AbortSignal): CallOptions {
    return { signal: AbortSignal.any([signal, this.#closing.signal]) };
  }
}
