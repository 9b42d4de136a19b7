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
  type MessageDraft,
  type PerformOptions,
  type Session,
  type SupportQueue,
  type WatchOptions,
} from '../../contract/index.js';
import type { SessionRecord } from './backend-source.js';
import { BatchQueue } from './batch-queue.js';
import type { ListAddress, RelayedCall } from './messages.js';
import type { Batch } from './replica.js';
import type { Replicas } from './replicas.js';
import type { Source, SourceCallOptions } from './source.js';

/**
 * This page's connection, wherever it leads: to the backend, or to the page that is connected to it. It goes on when
 * that changes; only calls under way end then, with `unavailable`.
 */
export class PageConnection implements ChatConnection {
  readonly session: Session;
  watchSession?: NonNullable<ChatConnection['watchSession']>;
  outcome?: NonNullable<ChatConnection['outcome']>;
  report?: NonNullable<ChatConnection['report']>;
  readReport?: NonNullable<ChatConnection['readReport']>;
  watchNotices?: NonNullable<ChatConnection['watchNotices']>;
  watchMessages?: NonNullable<ChatConnection['watchMessages']>;
  sendMessage?: (draft: MessageDraft, options: PerformOptions) => Promise<Message>;
  readonly #replicas: Replicas;
  readonly #closing = new AbortController();
  readonly #onClose: () => void;
  #source: Source | undefined;

  constructor(source: Source, replicas: Replicas, onClose: () => void) {
    this.session = source.session;
    this.#source = source;
    this.#replicas = replicas;
    this.#onClose = onClose;
    this.#offer(source.methods);
    replicas.feedFrom(source.feed);
  }

  /** Another page has the connection to the backend. */
  get relayed(): boolean {
    return this.#source?.relayed ?? true;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Goes on from another source: of the same viewer, or everything ends with `unauthenticated`. */
  switchTo(source: Source): void {
    const before = this.#source;
    if (source.session.viewer.id !== this.session.viewer.id) {
      source.close();
      this.fail(new ChatError('unauthenticated', 'Another viewer is signed in now.'));
      return;
    }
    this.#source = source;
    this.#replicas.feedFrom(source.feed);
    before?.close();
  }

  /** Everything under way ends with this error; what is asked later, too, until there is another source. */
  fail(error: ChatError): void {
    const before = this.#source;
    this.#source = undefined;
    this.#replicas.feedFrom(undefined, error);
    before?.close();
  }

  watchChats(query: ChatQuery, options: WatchOptions): AsyncIterable<ChatChanges> {
    return this.#watch({ list: 'watchChats', argument: query }, options) as AsyncIterable<ChatChanges>;
  }

  watchAgents(query: AgentQuery, options: WatchOptions): AsyncIterable<AgentChanges> {
    return this.#watch({ list: 'watchAgents', argument: query }, options) as AsyncIterable<AgentChanges>;
  }

  listQueues(options: CallOptions): Promise<readonly SupportQueue[]> {
    return this.#call('listQueues', [], options) as Promise<readonly SupportQueue[]>;
  }

  perform(command: ChatCommand, options: PerformOptions): Promise<Chat | Agent> {
    return this.#call('perform', [command], options) as Promise<Chat | Agent>;
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.#closing.abort();
    this.fail(new ChatError('unavailable', 'The connection was closed.'));
    this.#onClose();
  }

  /** What the backend does not have is not here either. */
  #offer(methods: readonly string[]): void {
    const has = (name: string): boolean => methods.includes(name);
    const call = (method: RelayedCall) => (argument: unknown, options: SourceCallOptions) =>
      this.#call(method, [argument], options);
    if (has('outcome')) this.outcome = call('outcome') as NonNullable<ChatConnection['outcome']>;
    if (has('report')) this.report = call('report') as NonNullable<ChatConnection['report']>;
    if (has('readReport')) this.readReport = call('readReport') as NonNullable<ChatConnection['readReport']>;
    if (has('sendMessage')) this.sendMessage = call('sendMessage') as NonNullable<ChatConnection['sendMessage']>;
    if (has('watchSession')) this.watchSession = ({ signal }) => this.#sessions(signal);
    if (has('watchNotices')) {
      this.watchNotices = (options) =>
        this.#watch({ list: 'watchNotices' }, options) as ReturnType<NonNullable<ChatConnection['watchNotices']>>;
    }
    if (has('watchMessages')) {
      this.watchMessages = (chatId, options) =>
        this.#watch({ list: 'watchMessages', argument: chatId }, options) as ReturnType<
          NonNullable<ChatConnection['watchMessages']>
        >;
    }
  }

  async #call(method: RelayedCall, args: readonly unknown[], options: SourceCallOptions): Promise<unknown> {
    if (this.#source === undefined) throw new ChatError('unavailable', 'There is no connection to the backend.');
    return this.#source.call(method, args, options);
  }

  async *#watch(address: ListAddress, { signal, cursor }: WatchOptions): AsyncGenerator<Batch, void, undefined> {
    if (this.#source === undefined) throw new ChatError('unavailable', 'There is no connection to the backend.');
    const queue = new BatchQueue<Batch>();
    const detach = this.#replicas.get(address).attach(queue, cursor === undefined ? {} : { cursor });
    try {
      yield* queue.read(signal);
    } finally {
      detach();
    }
  }

  async *#sessions(signal: AbortSignal): AsyncGenerator<Session, void, undefined> {
    for await (const { upserts } of this.#watch({ list: 'watchSession' }, { signal })) {
      const record = upserts[upserts.length - 1] as SessionRecord | undefined;
      if (record === undefined) continue;
      if (record.session.viewer.id !== this.session.viewer.id) {
        throw new ChatError('unauthenticated', 'Another viewer is signed in now.');
      }
      yield record.session;
    }
  }
}
