import { ChatError, type CallOptions, type Message, type MessageChanges } from '../../contract/index.js';
import { RecordFeed, type Look } from '../shared/record-feed.js';
import type { RocketchatApi } from './api.js';
import { fieldsOf, textOf } from './fields.js';
import { messageOf, updatedAt, type RawMessage } from './message-record.js';
import type { Pacer } from './pacer.js';

/** How many of the newest messages are looked at again. */
const NEWEST = 50;

export interface TranscriptOptions {
  readonly api: RocketchatApi;
  readonly chatId: string;
  readonly visitorId: unknown;
  readonly pacer: Pacer;
  /** Throws where the viewer may not read the chat any more. */
  check(): void;
}

/** The messages of one chat: all of them once, then the newest again and again, and what is pushed in between. */
export class Transcript {
  readonly #options: TranscriptOptions;
  readonly #feed: RecordFeed<Message>;
  /** When each message was last changed, epoch ms: pushes come in any order. */
  readonly #changed = new Map<string, number>();

  constructor(options: TranscriptOptions) {
    const { api, pacer } = options;
    this.#options = options;
    this.#feed = new RecordFeed<Message>({
      look: (complete, signal) => this.#look(complete, { signal }),
      time: api,
      pace: (changed) => pacer.next(changed),
    });
  }

  watch(signal: AbortSignal): AsyncIterable<MessageChanges> {
    return this.#feed.watch(() => true, signal);
  }

  /** A message was pushed, or came as an answer. */
  tell(message: RawMessage): void {
    if (message.rid !== this.#options.chatId || !this.#isNew(message)) return;
    this.#feed.put(messageOf(message, this.#options.visitorId));
  }

  fail(error: ChatError): void {
    this.#feed.fail(error);
  }

  async #look(complete: boolean, options: CallOptions): Promise<Look<Message>> {
    this.#options.check();
    const newest = complete ? undefined : await this.#readNewest(options);
    const messages = newest ?? (await this.#readAll(options));
    for (const message of messages) this.#isNew(message);
    const records = messages.map((message) => messageOf(message, this.#options.visitorId));
    return { records, complete: newest === undefined };
  }

  async #readAll(options: CallOptions): Promise<readonly RawMessage[]> {
    const { api, chatId, pacer } = this.#options;
    const list = await api.list(['livechat', 'messages', chatId], 'messages', options, { sort: '{"ts":1}' });
    pacer.looked(list.calls);
    return list.items.map((item) => fieldsOf<keyof RawMessage>(item));
  }

  /** Undefined where not one of them is known, so that others may be missing. */
  async #readNewest(options: CallOptions): Promise<readonly RawMessage[] | undefined> {
    const { api, chatId, pacer } = this.#options;
    const { messages } = await api.call<'messages'>(['livechat', 'messages', chatId], options, {
      query: { count: NEWEST, offset: 0, sort: '{"ts":-1}' },
    });
    if (!Array.isArray(messages)) throw new ChatError('protocol', 'Rocket.Chat: messages: the answer has no messages.');
    pacer.looked(1);
    const newest = (messages as unknown[]).map((item) => fieldsOf<keyof RawMessage>(item)).reverse();
    return newest.length < NEWEST || newest.some(({ _id }) => this.#changed.has(_id as string)) ? newest : undefined;
  }

  /** Whether this is not older than what is known of the message; from now on it is known. */
  #isNew(message: RawMessage): boolean {
    const id = textOf(message._id);
    if (id === undefined) return true;
    const at = updatedAt(message);
    if (at < (this.#changed.get(id) ?? 0)) return false;
    this.#changed.set(id, at);
    return true;
  }
}
