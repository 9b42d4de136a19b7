import type {
  AgentQuery,
  CallOptions,
  ChatCommand,
  ChatConnection,
  ChatQuery,
  MessageDraft,
  PerformOptions,
  ReportEvent,
  ReportQuery,
  Session,
  WatchOptions,
} from '../../contract/index.js';
import { ChatError } from '../../contract/index.js';
import { capabilitiesOf, offers } from './capabilities.js';
import type { MemoryMethod } from './faults.js';
import type { MemoryHub } from './hub.js';
import { agentSource, chatSource, messageSource, noticeSource, type WatchSource } from './sources.js';
import { follow } from './watch.js';
import type { WatchKind, WatchLine } from './watch-line.js';

/** A connection of one viewer. Methods of operations that the backend does not have are not there. */
export function openConnection(hub: MemoryHub, viewerId: string): ChatConnection {
  const { core } = hub;
  const { store, rules } = core;
  const closing = new AbortController();
  const openedAt = store.log.seq;
  const session = (): Session => ({ ...store.sessionOf(viewerId), capabilities: capabilitiesOf(rules) });

  async function call<T>(
    method: MemoryMethod,
    { signal }: CallOptions,
    args: readonly unknown[],
    effect: () => T,
  ): Promise<T> {
    try {
      return await hub.call(method, viewerId, AbortSignal.any([signal, closing.signal]), args, effect);
    } catch (thrown) {
      throw afterClose(signal, thrown);
    }
  }

  async function* watch<T>(
    kind: WatchKind,
    method: MemoryMethod,
    { signal }: CallOptions,
    args: readonly unknown[],
    body: (line: WatchLine) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    try {
      yield* hub.watch(kind, method, viewerId, AbortSignal.any([signal, closing.signal]), args, body);
    } catch (thrown) {
      throw afterClose(signal, thrown);
    }
  }

  function afterClose(signal: AbortSignal, thrown: unknown): unknown {
    return closing.signal.aborted && !signal.aborted
      ? new ChatError('unavailable', 'The connection is closed.')
      : thrown;
  }

  const following =
    <T>(source: WatchSource<T>, { cursor }: WatchOptions) =>
    (line: WatchLine) =>
      follow(core, source, line, () => hub.heartbeat, cursor);

  async function* sessions(line: WatchLine): AsyncGenerator<Session, void, undefined> {
    let revision = -1;
    while (line.goesOn()) {
      if (line.injected.length > 0) yield line.injected.shift() as Session;
      else if (!line.silent && revision !== store.revision) {
        revision = store.revision;
        yield session();
      } else await line.quiet(hub.heartbeat, rules.setTimer);
    }
  }

  return {
    session: session(),
    watchChats: (query: ChatQuery, options: WatchOptions) =>
      watch(
        'chats',
        'watchChats',
        options,
        [query, options.cursor],
        following(chatSource(core, viewerId, query), options),
      ),
    watchAgents(query: AgentQuery, options: WatchOptions) {
      if (!offers(rules, 'watch-agents')) throw new ChatError('unsupported', 'This backend does not list agents.');
      const source = agentSource(core, viewerId, query);
      return watch('agents', 'watchAgents', options, [query, options.cursor], following(source, options));
    },
    listQueues: (options: CallOptions) =>
      call('listQueues', options, [], () => {
        const { companies } = store.user(viewerId);
        return [...store.queues.values()]
          .filter((queue) => companies?.includes(queue.companyId) ?? true)
          .map(({ companyId, ...queue }) => ({ ...queue, company: store.company(companyId) }));
      }),
    perform: (command: ChatCommand, options: PerformOptions) =>
      call('perform', options, [command, options.idempotencyKey], () =>
        core.perform(viewerId, command, options.idempotencyKey),
      ),
    ...(offers(rules, 'watch-session') && {
      watchSession: (options: WatchOptions) => watch('session', 'watchSession', options, [], sessions),
    }),
    ...(offers(rules, 'outcome') && {
      outcome: (key: string, options: CallOptions) =>
        call('outcome', options, [key], () => core.outcome(viewerId, key)),
    }),
    ...(offers(rules, 'report') && {
      report: (events: readonly ReportEvent[], options: CallOptions) =>
        call('report', options, [events], () => core.reports.take(store.user(viewerId), events)),
    }),
    ...(offers(rules, 'read-report') && {
      readReport: (query: ReportQuery, options: CallOptions) =>
        call('readReport', options, [query], () => core.reports.read(store.user(viewerId), query)),
    }),
    ...(offers(rules, 'watch-notices') && {
      watchNotices: (options: WatchOptions) => {
        const source = noticeSource(core, viewerId, openedAt);
        return watch('notices', 'watchNotices', options, [options.cursor], following(source, options));
      },
    }),
    ...(offers(rules, 'read-messages') && {
      watchMessages: (chatId: string, options: WatchOptions) => {
        const source = messageSource(core, viewerId, chatId);
        return watch('messages', 'watchMessages', options, [chatId, options.cursor], following(source, options));
      },
    }),
    ...(offers(rules, 'send-message') && {
      sendMessage: (draft: MessageDraft, options: PerformOptions) =>
        call('sendMessage', options, [draft, options.idempotencyKey], () =>
          core.sendMessage(viewerId, draft, options.idempotencyKey),
        ),
    }),
    close() {
      closing.abort();
      return Promise.resolve();
    },
  };
}
