import type {
  Agent,
  AgentChanges,
  AgentQuery,
  CallOptions,
  Chat,
  ChatChanges,
  ChatCommand,
  ChatConnection,
  ChatQuery,
  CommandOutcome,
  Message,
  MessageChanges,
  MessageDraft,
  NoticeChanges,
  Page,
  PerformOptions,
  ReportEvent,
  ReportQuery,
  ReportReceipt,
  Session,
  SupportQueue,
  WatchOptions,
} from '../../contract/index.js';
import type { HttpClient } from './http-client.js';
import { WatchSet } from './watch-set.js';

/** Records per call: the protocol takes 100, but bodies of backends are commonly limited to 64 kB. */
const reportLimit = 25;

/** What the protocol answers to who asks for the session. */
export interface SessionAnswer extends Session {
  /** The cursor of a first watch of notices. */
  readonly noticesFrom?: string;
}

/** The calls of the protocol. What comes back is passed on as it is: the guard checks it. */
export class HttpConnection implements ChatConnection {
  readonly session: Session;
  readonly #client: HttpClient;
  readonly #watches: WatchSet;
  readonly #noticesFrom: string | undefined;

  constructor(client: HttpClient, { noticesFrom, ...session }: SessionAnswer) {
    this.session = session;
    this.#noticesFrom = noticesFrom;
    this.#client = client;
    this.#watches = new WatchSet(client);
  }

  watchSession({ signal }: WatchOptions): AsyncIterable<Session> {
    return this.#watches.open({ kind: 'session' }, { signal }, this.session);
  }

  watchChats(query: ChatQuery, options: WatchOptions): AsyncIterable<ChatChanges> {
    return this.#watches.open({ kind: 'chats', query }, options);
  }

  watchAgents(query: AgentQuery, options: WatchOptions): AsyncIterable<AgentChanges> {
    return this.#watches.open({ kind: 'agents', query }, options);
  }

  watchNotices({ signal, cursor = this.#noticesFrom }: WatchOptions): AsyncIterable<NoticeChanges> {
    return this.#watches.open({ kind: 'notices' }, { signal, ...(cursor !== undefined && { cursor }) });
  }

  watchMessages(chatId: string, options: WatchOptions): AsyncIterable<MessageChanges> {
    return this.#watches.open({ kind: 'messages', chatId }, options);
  }

  async listQueues(options: CallOptions): Promise<readonly SupportQueue[]> {
    const { items } = await this.#client.call<Page<SupportQueue>>(['queues'], options);
    return items;
  }

  perform(command: ChatCommand, options: PerformOptions): Promise<Chat | Agent> {
    if (command.type === 'set-agent-status') {
      const { type: _, agentId, ...body } = command;
      return this.#client.call(['agents', agentId, 'status'], options, { body });
    }
    const { chatId, expected, ...body } = command;
    return this.#client.call(['chats', chatId, 'commands'], options, { body, expected });
  }

  outcome(idempotencyKey: string, options: CallOptions): Promise<CommandOutcome> {
    return this.#client.call(['outcomes', idempotencyKey], options);
  }

  async report(events: readonly ReportEvent[], options: CallOptions): Promise<ReportReceipt> {
    const accepted: string[] = [];
    const refused: ReportReceipt['refused'][number][] = [];
    for (let start = 0; start < events.length; start += reportLimit) {
      const body = { events: events.slice(start, start + reportLimit) };
      const receipt = await this.#client.call<ReportReceipt>(['report-events'], options, { body });
      accepted.push(...receipt.accepted);
      refused.push(...receipt.refused);
    }
    return { accepted, refused };
  }

  readReport(query: ReportQuery, options: CallOptions): Promise<Page<ReportEvent>> {
    return this.#client.call(['report-events'], options, { query: { ...query } });
  }

  sendMessage({ chatId, text }: MessageDraft, options: PerformOptions): Promise<Message> {
    return this.#client.call(['chats', chatId, 'messages'], options, { body: { text } });
  }

  async close(): Promise<void> {
    this.#watches.close();
  }
}
