import type { ChatCommand, CommandOutcome } from './command.js';
import type { Agent, Chat, Message, MessageDraft, Notice, SupportQueue } from './model.js';
import type { Page, ReportEvent, ReportQuery, ReportReceipt } from './report-event.js';
import type { Session } from './session.js';

/**
 * What a team writes to connect its chat backend. Rules with numbers: CONTRACT.md.
 * The monitor never sees an adapter as it is, only behind the guard, so an adapter may trust its arguments.
 */
export interface ChatAdapter {
  /** Names backend and tenant, the same on every visit ("arsystem:https://helpdesk.example"). */
  readonly id: string;
  /** Opaque, stable key of who is signed in, where the host knows it before connecting. */
  readonly viewerKey?: string;
  /**
   * The id of who is signed in, in one cheap call and without a connection. With it or `viewerKey` the pages of one
   * browser share a connection. Errors: as `connect`.
   */
  identify?(options: CallOptions): Promise<string>;
  /** Errors: `unauthenticated`, `forbidden`, `unavailable`, `timeout`, `protocol`. */
  connect(options: CallOptions): Promise<ChatConnection>;
}

export interface CallOptions {
  readonly signal: AbortSignal;
}

export interface WatchOptions extends CallOptions {
  /** The last cursor of an earlier watch with the same query; only where `resume` is graded `cursor`. */
  readonly cursor?: string;
}

export interface PerformOptions extends CallOptions {
  /** The same for every try of one command. */
  readonly idempotencyKey: string;
}

export interface ChatConnection {
  /** As it was when the connection was made; `watchSession` brings its replacements. */
  readonly session: Session;
  watchSession?(options: WatchOptions): AsyncIterable<Session>;
  /** First everything that matches, then changes. */
  watchChats(query: ChatQuery, options: WatchOptions): AsyncIterable<ChatChanges>;
  watchAgents(query: AgentQuery, options: WatchOptions): AsyncIterable<AgentChanges>;
  listQueues(options: CallOptions): Promise<readonly SupportQueue[]>;
  /**
   * Resolves with the chat as it now is; with the agent for `set-agent-status`.
   * Errors: any code; `conflict` carries the current chat.
   */
  perform(command: ChatCommand, options: PerformOptions): Promise<Chat | Agent>;
  /** Whether a command happened, for a caller that lost its answer. */
  outcome?(idempotencyKey: string, options: CallOptions): Promise<CommandOutcome>;
  report?(events: readonly ReportEvent[], options: CallOptions): Promise<ReportReceipt>;
  readReport?(query: ReportQuery, options: CallOptions): Promise<Page<ReportEvent>>;
  watchNotices?(options: WatchOptions): AsyncIterable<NoticeChanges>;
  watchMessages?(chatId: string, options: WatchOptions): AsyncIterable<MessageChanges>;
  sendMessage?(draft: MessageDraft, options: PerformOptions): Promise<Message>;
  /** Ends every watch and call of this connection. */
  close(): Promise<void>;
}

/** Which chats. Closed ones never match. */
export interface ChatQuery {
  /**
   * - `floor`: all chats in scope, for supervisors
   * - `mine`: chats that the viewer is assignee, receiver or participant of
   */
  readonly view: 'floor' | 'mine';
  /** Company ids; absent means all that the viewer may see. */
  readonly companies?: readonly string[];
  /** Queue ids, `null` for chats without a queue; absent means all. */
  readonly queues?: readonly (string | null)[];
  /** Reserved: a part of a list too long to send whole. No backend has to know it yet. */
  readonly window?: { readonly anchor?: string; readonly before: number; readonly after: number };
}

/** Which agents. */
export interface AgentQuery {
  readonly companies?: readonly string[];
  readonly queues?: readonly (string | null)[];
}

/** One delivery of a watch. An empty one is a heartbeat, due every 15 seconds at the latest. */
export interface Changes<T> {
  readonly upserts: readonly T[];
  /** Ids of records that left the query or are gone. */
  readonly removes: readonly string[];
  /** Where a later watch of the same query can go on. */
  readonly cursor?: string;
  /** The backend's clock when it made the batch. */
  readonly at: number;
  /** This batch is part of a snapshot: what no such batch names until `synced` does not exist any more. */
  readonly snapshot?: true;
  /** What came up to and with this batch is complete. */
  readonly synced?: true;
}

export type ChatChanges = Changes<Chat>;
export type AgentChanges = Changes<Agent>;
export type MessageChanges = Changes<Message>;
/** Notices since the cursor, or since the connection was made; a notice is never removed. */
export type NoticeChanges = Changes<Notice>;
