import { ChatError } from '../../contract/index.js';
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

/** The calls of the protocol. What comes back is passed on as it is: the guard checks it. */
export class HttpConnection implements ChatConnection {
  readonly session: Session;
  readonly #client: HttpClient;
  readonly #watches: WatchSet;

  constructor(client: HttpClient, session: Session) {
    this.session = session;
    this.#client = client;
    this.#watches = new WatchSet(client);
  }

  watchSession(options: WatchOptions): AsyncIterable<Session> {
    return this.#watches.sessions(this.session, options);
  }

  watchChats(query: ChatQuery, options: WatchOptions): AsyncIterable<ChatChanges> {
    return this.#watches.records({ kind: 'chats', query }, options);
  }

  watchAgents(query: AgentQuery, options: WatchOptions): AsyncIterable<AgentChanges> {
    return this.#watches.records({ kind: 'agents', query }, options);
  }

  watchNotices(options: WatchOptions): AsyncIterable<NoticeChanges> {
    return this.#watches.records({ kind: 'notices' }, options);
  }

  watchMessages(chatId: string, options: WatchOptions): AsyncIterable<MessageChanges> {
    return this.#watches.records({ kind: 'messages', chatId }, options);
  }

  async listQueues({ signal }: CallOptions): Promise<readonly SupportQueue[]> {
    const answer = await this.#client.call({ method: 'GET', path: ['queues'], signal });
    return answer['items'] as SupportQueue[];
  }

  async perform(command: ChatCommand, { signal, idempotencyKey }: PerformOptions): Promise<Chat | Agent> {
    const headers: Record<string, string> = { 'Idempotency-Key': idempotencyKey };
    if (command.type === 'set-agent-status') {
      const { type: _, agentId, ...body } = command;
      return this.#post(['agents', agentId, 'status'], body, signal, headers);
    }
    const { chatId, expected, ...body } = command;
    if (expected !== undefined) headers['If-Match'] = `"${expected}"`;
    return this.#post(['chats', chatId, 'commands'], body, signal, headers);
  }

  async outcome(idempotencyKey: string, { signal }: CallOptions): Promise<CommandOutcome> {
    const answer = await this.#client.call({ method: 'GET', path: ['outcomes', idempotencyKey], signal });
    return answer as unknown as CommandOutcome;
  }

  async report(events: readonly ReportEvent[], { signal }: CallOptions): Promise<ReportReceipt> {
    const accepted: string[] = [];
    const refused: ReportReceipt['refused'][number][] = [];
    for (let start = 0; start < events.length; start += reportLimit) {
      const body = { events: events.slice(start, start + reportLimit) };
      const receipt = await this.#post<ReportReceipt>(['report-events'], body, signal);
      accepted.push(...receipt.accepted);
      refused.push(...receipt.refused);
    }
    return { accepted, refused };
  }

  async readReport(query: ReportQuery, { signal }: CallOptions): Promise<Page<ReportEvent>> {
    const answer = await this.#client.call({ method: 'GET', path: ['report-events'], query: { ...query }, signal });
    return answer as unknown as Page<ReportEvent>;
  }

  sendMessage({ chatId, text }: MessageDraft, { signal, idempotencyKey }: PerformOptions): Promise<Message> {
    return this.#post(['chats', chatId, 'messages'], { text }, signal, { 'Idempotency-Key': idempotencyKey });
  }

  close(): Promise<void> {
    const reason = new ChatError('unavailable', 'The connection is closed.', { retryable: false });
    this.#client.close(reason);
    this.#watches.close(reason);
    return Promise.resolve();
  }

  async #post<T>(
    path: readonly string[],
    body: unknown,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<T> {
    const answer = await this.#client.call({ method: 'POST', path, signal, headers, body });
    return answer as T;
  }
}
