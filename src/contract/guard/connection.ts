import type {
  AgentChanges,
  AgentQuery,
  CallOptions,
  ChatChanges,
  ChatConnection,
  ChatQuery,
  MessageChanges,
  NoticeChanges,
  PerformOptions,
  WatchOptions,
} from '../adapter.js';
import type { ChatCommand, CommandOutcome } from '../command.js';
import type { Agent, Chat, Message, MessageDraft, SupportQueue } from '../model.js';
import type { Page, ReportEvent, ReportQuery, ReportReceipt } from '../report-event.js';
import type { Session } from '../session.js';
import {
  agentAnswer,
  chatAnswer,
  messageAnswer,
  outcomeAnswer,
  pageAnswer,
  queuesAnswer,
  receiptAnswer,
} from './answers.js';
import { argument, callOptions, performOptions, watchOptions } from './arguments.js';
import { type BatchKind, BatchReader } from './batches.js';
import type { Caller } from './calls.js';
import type { Methods } from './methods.js';
import { agent, chat, message, notice } from './records.js';
import { reportEvent, reportQuery } from './report-shapes.js';
import { agentQuery, chatCommand, chatQuery, messageDraft } from './request-shapes.js';
import { id } from './scalars.js';
import { type Check, list, Malformed, within } from './shape.js';

const chats: BatchKind<Chat> = { what: 'chat', check: chat, snapshots: true };
const agents: BatchKind<Agent> = { what: 'agent', check: agent, snapshots: true };
const notices = { what: 'notice', check: notice, snapshots: false } as const;

/** The safe connection. Optional methods are there where the adapter has them and their operation is graded. */
export function guardConnection(
  methods: Methods,
  caller: Caller,
  session: Session,
  readSession: (raw: unknown) => Session,
  close: () => Promise<void>,
): ChatConnection {
  const { has } = methods;

  const call = <T>(
    method: string,
    { signal, ...rest }: CallOptions,
    args: readonly unknown[],
    read: (answer: unknown) => T,
  ): Promise<T> =>
    caller.call(method, signal, (inner) => methods.invoke(method, [...args, { ...rest, signal: inner }]), read);

  function watch<T extends { readonly id: string }>(
    method: string,
    kind: BatchKind<T>,
    options: WatchOptions,
    args: readonly unknown[],
  ): AsyncIterable<ReturnType<BatchReader<T>['read']>> {
    const { signal, cursor } = argument(method, 'options', watchOptions, options);
    const cursors = session.capabilities.guarantees.resume === 'cursor';
    const resume = cursors && cursor !== undefined ? { cursor } : {};
    const reader = new BatchReader(kind, caller.faults, { resumed: 'cursor' in resume, cursors });
    return caller.watch(
      method,
      signal,
      (inner) => methods.invoke(method, [...args, { ...resume, signal: inner }]),
      (batch) => reader.read(batch),
    );
  }

  return Object.freeze<ChatConnection>({
    session,
    watchChats: (query: ChatQuery, options: WatchOptions): AsyncIterable<ChatChanges> =>
      watch('watchChats', chats, options, [argument('watchChats', 'query', chatQuery, query)]),
    watchAgents: (query: AgentQuery, options: WatchOptions): AsyncIterable<AgentChanges> =>
      watch('watchAgents', agents, options, [argument('watchAgents', 'query', agentQuery, query)]),
    async listQueues(options: CallOptions): Promise<readonly SupportQueue[]> {
      return call(
        'listQueues',
        argument('listQueues', 'options', callOptions, options),
        [],
        queuesAnswer(caller.faults),
      );
    },
    async perform(command: ChatCommand, options: PerformOptions): Promise<Chat | Agent> {
      const clean = argument('perform', 'command', chatCommand, command);
      const read = clean.type === 'set-agent-status' ? agentAnswer(clean) : chatAnswer(clean);
      return call<Chat | Agent>('perform', argument('perform', 'options', performOptions, options), [clean], read);
    },
    ...(has('watchSession') && {
      watchSession(options: WatchOptions): AsyncIterable<Session> {
        const { signal } = argument('watchSession', 'options', watchOptions, options);
        return caller.watch(
          'watchSession',
          signal,
          (inner) => methods.invoke('watchSession', [{ signal: inner }]),
          readSession,
        );
      },
    }),
    ...(has('outcome') && {
      async outcome(idempotencyKey: string, options: CallOptions): Promise<CommandOutcome> {
        const key = argument('outcome', 'idempotencyKey', id, idempotencyKey);
        return call(
          'outcome',
          argument('outcome', 'options', callOptions, options),
          [key],
          outcomeAnswer(caller.faults),
        );
      },
    }),
    ...(has('report') && {
      async report(events: readonly ReportEvent[], options: CallOptions): Promise<ReportReceipt> {
        const clean = argument('report', 'events', list(reportEvent), events);
        return call('report', argument('report', 'options', callOptions, options), [clean], receiptAnswer(clean));
      },
    }),
    ...(has('readReport') && {
      async readReport(query: ReportQuery, options: CallOptions): Promise<Page<ReportEvent>> {
        const clean = argument('readReport', 'query', reportQuery, query);
        return call(
          'readReport',
          argument('readReport', 'options', callOptions, options),
          [clean],
          pageAnswer(caller.faults),
        );
      },
    }),
    ...(has('watchNotices') && {
      watchNotices: (options: WatchOptions): AsyncIterable<NoticeChanges> =>
        watch('watchNotices', notices, options, []),
    }),
    ...(has('watchMessages') && {
      watchMessages(chatId: string, options: WatchOptions): AsyncIterable<MessageChanges> {
        const clean = argument('watchMessages', 'chatId', id, chatId);
        return watch('watchMessages', messagesOf(clean), options, [clean]);
      },
    }),
    ...(has('sendMessage') && {
      async sendMessage(draft: MessageDraft, options: PerformOptions): Promise<Message> {
        const clean = argument('sendMessage', 'draft', messageDraft, draft);
        return call(
          'sendMessage',
          argument('sendMessage', 'options', performOptions, options),
          [clean],
          messageAnswer(clean),
        );
      },
    }),
    close,
  });
}

/** Messages of one chat and of no other. */
function messagesOf(chatId: string): BatchKind<Message> {
  const check: Check<Message> = (raw) => {
    const clean = message(raw);
    if (clean.chatId !== chatId) throw within('chatId', new Malformed('must be the watched chat', 'M2'));
    return clean;
  };
  return { what: 'message', check, snapshots: true };
}
