import {
  type Agent,
  type AgentChanges,
  type AgentQuery,
  type CallOptions,
  type Chat,
  type ChatChanges,
  type ChatCommand,
  type ChatConnection,
  ChatError,
  type ChatQuery,
  type Message,
  type MessageChanges,
  type MessageDraft,
  type NoticeChanges,
  type PerformOptions,
  type Session,
  type SupportQueue,
  type WatchOptions,
} from '../../contract/index.js';
import type { ChatwootApi } from './api.js';
import { Attributes } from './attributes.js';
import type { ChatContext } from './chat.js';
import { Commands } from './commands.js';
import type { Companies } from './companies.js';
import { Floor } from './floor.js';
import { Identity } from './identity.js';
import { LatestMessages } from './latest.js';
import { Line } from './line.js';
import { Members } from './members.js';
import { messageOf } from './message.js';
import { Notices } from './notices.js';
import type { ChatwootAdapterOptions } from './options.js';
import { distribute } from './pushes.js';
import { MAX_MESSAGE, sessionOf } from './session.js';
import { Staff } from './staff.js';
import { Transcripts } from './transcripts.js';
import type { ChatwootViewer } from './viewer.js';

/** Whose connection it is. */
export interface SignedIn {
  readonly viewer: ChatwootViewer;
  readonly companies: Companies;
}

/** One viewer's connection to one account. */
export class ChatwootConnection implements ChatConnection {
  readonly session: Session;
  readonly report?: NonNullable<ChatConnection['report']>;
  readonly #api: ChatwootApi;
  readonly #identity: Identity;
  readonly #line: Line;
  readonly #floor: Floor;
  readonly #staff: Staff;
  readonly #transcripts: Transcripts;
  readonly #notices: Notices;
  readonly #commands: Commands;
  /** What has watches. */
  readonly #parts: readonly { fail(error: ChatError): void }[];

  constructor(api: ChatwootApi, options: ChatwootAdapterOptions, { viewer, companies }: SignedIn) {
    this.session = sessionOf(viewer, companies, options, api.now());
    this.#api = api;
    const identity = (this.#identity = new Identity(api, options, viewer, companies));
    const line = (this.#line = new Line(options, api.base, identity));
    const members = new Members(api);
    const latest = new LatestMessages();
    const context = (): ChatContext => ({
      viewer: identity.viewer,
      companies,
      members,
      latest,
    });
    const floor = (this.#floor = new Floor(api, line, context, options.statuses ?? ['open']));
    const staff = (this.#staff = new Staff(api, companies, options.agentCapacity ?? 10));
    const transcripts = (this.#transcripts = new Transcripts(api, line, floor));
    const notices = (this.#notices = new Notices(api, line, () => identity.viewer));
    this.#commands = new Commands({ api, identity, floor, staff, attributes: new Attributes(api), notices, options });
    const { report } = options;
    if (report) this.report = (events, call) => line.call(call, (inner) => report(events, inner));

    const pushed = [floor, transcripts, notices];
    line.onEvent = (event) => distribute(event, { floor, transcripts, notices, staff });
    line.onLost = (error) => pushed.forEach((part) => part.fail(error));
    floor.onChat = (id, chat) => transcripts.check(id, chat);
    this.#parts = [...pushed, staff, identity];
    identity.onForeign = (error) => this.#parts.forEach((part) => part.fail(error));
    // Whoever may see and do other things now begins anew.
    identity.onRoles = () => {
      const error = new ChatError('unavailable', "Chatwoot: the viewer's roles have changed.");
      [...pushed, staff].forEach((part) => part.fail(error));
    };
  }

  watchSession({ signal }: WatchOptions): AsyncIterable<Session> {
    return this.#line.watch(signal, (inner) => this.#identity.watch(inner));
  }

  watchChats(query: ChatQuery, { signal }: WatchOptions): AsyncIterable<ChatChanges> {
    return this.#line.watch(signal, (inner) => this.#floor.watch(query, inner));
  }

  watchAgents(query: AgentQuery, { signal }: WatchOptions): AsyncIterable<AgentChanges> {
    return this.#line.watch(signal, (inner) => this.#staff.watch(query, inner));
  }

  watchNotices({ signal }: WatchOptions): AsyncIterable<NoticeChanges> {
    return this.#line.watch(signal, (inner) => this.#notices.watch(inner));
  }

  watchMessages(chatId: string, { signal }: WatchOptions): AsyncIterable<MessageChanges> {
    return this.#line.watch(signal, (inner) => this.#transcripts.watch(chatId, inner));
  }

  listQueues(options: CallOptions): Promise<readonly SupportQueue[]> {
    return this.#line.call(options, (inner) => this.#staff.queues(inner));
  }

  perform(command: ChatCommand, { idempotencyKey, ...options }: PerformOptions): Promise<Chat | Agent> {
    return this.#line.call(options, (inner) => this.#commands.perform(command, { ...inner, idempotencyKey }));
  }

  sendMessage({ chatId, text }: MessageDraft, options: PerformOptions): Promise<Message> {
    return this.#line.call(options, async (inner) => {
      if (text.trim() === '' || text.length > MAX_MESSAGE) {
        throw new ChatError('invalid', `Chatwoot: a message has 1 to ${MAX_MESSAGE} characters.`);
      }
      const [{ chat }] = await Promise.all([this.#floor.read(chatId, inner), this.#identity.check(inner)]);
      if (chat.allowed['send-message'] !== true) {
        throw new ChatError('forbidden', `Chatwoot: the viewer does not take part in chat ${chatId}.`);
      }
      const message = await this.#api.write(chatId, text, false, inner);
      this.#transcripts.learn(chatId, message);
      return messageOf(message, chatId);
    });
  }

  close(): Promise<void> {
    this.#line.close();
    this.#staff.close();
    // A watch that nobody reads on notices no signal.
    const error = new ChatError('unavailable', 'Chatwoot: the connection is closed.', { retryable: false });
    this.#parts.forEach((part) => part.fail(error));
    return Promise.resolve();
  }
}
