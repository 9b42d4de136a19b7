import type { CallOptions, ChatConnection } from '../adapter.js';
import type { Operation } from '../capabilities.js';
import type { Session } from '../session.js';
import { outcomeAnswer, pageAnswer, queuesAnswer, receiptAnswer } from './answers.js';
import { batchParts, batchReader } from './batches.js';
import type { FaultReporter } from './faults.js';
import { about, agent, chat, message, notice } from './records.js';
import { reportEvent, reportQuery } from './report-shapes.js';
import { agentQuery, chatCommand, chatQuery, messageDraft, performOptions, watchOptions } from './request-shapes.js';
import { anything, id } from './scalars.js';
import { type Check, list } from './shape.js';

/** What reading an answer may need beside it. */
export interface Context {
  readonly faults: FaultReporter;
  /** Reads a session that replaces the first. */
  readonly replacement: Check<Session>;
  /** Cursors are good for something. */
  readonly cursors: boolean;
  /** The call was made with one. */
  readonly resumed: boolean;
  /** What is known of a record, where somebody else remembers it. */
  readonly known: ((id: string) => unknown) | undefined;
}

/** One method of a connection, as the guard sees it. */
export interface Method<Argument, Result> {
  /** What comes before the options. */
  readonly takes?: Check<Argument>;
  /** `callOptions` where absent. */
  readonly options?: Check<CallOptions>;
  /** Gives what reads the answer, or each value of a watch. */
  readonly reader: (context: Context, argument: Argument) => Check<Result>;
  /** What each value of a watch is taken apart into before it is read; absent where that is the value itself. */
  readonly split?: (value: unknown) => Iterable<unknown>;
  /** The operation that it stands for; absent where every connection has the method. */
  readonly operation?: Operation;
}

type MethodName = Exclude<keyof ChatConnection, 'session'>;
type Signature<Name extends MethodName> = NonNullable<ChatConnection[Name]>;
type Result<Name extends MethodName> =
  ReturnType<Signature<Name>> extends Promise<infer R> | AsyncIterable<infer R> ? R : never;
type Methods = {
  readonly [Name in MethodName]-?: Method<Parameters<Signature<Name>>[0], Result<Name>>;
};

/** Those whose names begin with "watch" deliver many values, the others one. */
export const methods: Methods = {
  listQueues: { reader: ({ faults }) => queuesAnswer(faults) },
  perform: {
    takes: chatCommand,
    options: performOptions,
    reader: (_, command) =>
      command.type === 'set-agent-status'
        ? about(agent, 'id', command.agentId, 'A4')
        : about(chat, 'id', command.chatId, 'A4'),
  },
  outcome: {
    takes: id,
    reader: ({ faults }) => outcomeAnswer(faults),
    operation: 'outcome',
  },
  report: {
    takes: list(reportEvent),
    reader: (_, events) => receiptAnswer(events),
    operation: 'report',
  },
  readReport: {
    takes: reportQuery,
    reader: ({ faults }) => pageAnswer(faults),
    operation: 'read-report',
  },
  sendMessage: {
    takes: messageDraft,
    options: performOptions,
    reader: (_, { chatId }) => about(message, 'chatId', chatId, 'M3'),
    operation: 'send-message',
  },
  close: { reader: () => anything },
  watchSession: {
    reader: ({ replacement }) => replacement,
    operation: 'watch-session',
  },
  watchChats: {
    takes: chatQuery,
    options: watchOptions,
    split: batchParts,
    reader: (context) => batchReader('chat', chat, context),
  },
  watchAgents: {
    takes: agentQuery,
    options: watchOptions,
    split: batchParts,
    reader: (context) => batchReader('agent', agent, context),
  },
  watchNotices: {
    options: watchOptions,
    split: batchParts,
    reader: (context) => batchReader('notice', notice, context),
    operation: 'watch-notices',
  },
  watchMessages: {
    takes: id,
    options: watchOptions,
    split: batchParts,
    reader: (context, chatId) => batchReader('message', about(message, 'chatId', chatId, 'M2'), context),
    operation: 'read-messages',
  },
};
