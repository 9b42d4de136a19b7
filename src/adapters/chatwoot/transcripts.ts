import { type CallOptions, type Chat, ChatError, type Message, type MessageChanges } from '../../contract/index.js';
import { type Look, RecordFeed } from '../shared/record-feed.js';
import type { ChatwootApi } from './api.js';
import type { Floor } from './floor.js';
import type { Line } from './line.js';
import { messageOf } from './message.js';
import { idOf, type Raw } from './wire.js';

/** Milliseconds between looks: with pushes, which may get lost one by one, and without. */
const PACE = { pushed: 60_000, alone: 5_000 } as const;
/** Pages of 20 messages at most. */
const MAX_PAGES = 1_000;

/** The messages of the chats that are read now. Never tells Chatwoot that the viewer has seen them. */
export class Transcripts {
  readonly #api: ChatwootApi;
  readonly #line: Line;
  readonly #floor: Floor;
  readonly #feeds = new Map<string, RecordFeed<Message>>();

  constructor(api: ChatwootApi, line: Line, floor: Floor) {
    this.#api = api;
    this.#line = line;
    this.#floor = floor;
  }

  /** Errors: `forbidden` where the viewer has no place in the chat, or leaves it. */
  async *watch(chatId: string, signal: AbortSignal): AsyncGenerator<MessageChanges, void> {
    const { chat } = await this.#floor.read(chatId, { signal });
    if (!mayRead(chat)) throw noPlace(chatId);
    let feed = this.#feeds.get(chatId);
    if (!feed) this.#feeds.set(chatId, (feed = this.#feedOf(chatId)));
    yield* feed.watch(() => true, signal);
  }

  /** A message that was pushed. */
  learn(chatId: string, message: Raw): void {
    this.#feeds.get(chatId)?.put(messageOf(message, chatId));
  }

  /** A chat as it is now, or that it is out of reach. */
  check(chatId: string, chat: Chat | undefined): void {
    const feed = this.#feeds.get(chatId);
    if (!feed || (chat && mayRead(chat))) return;
    this.#feeds.delete(chatId);
    feed.fail(noPlace(chatId));
  }

  fail(error: ChatError): void {
    for (const feed of this.#feeds.values()) feed.fail(error);
    this.#feeds.clear();
  }

  #feedOf(chatId: string): RecordFeed<Message> {
    return new RecordFeed<Message>({
      look: (_, signal) => this.#look(chatId, { signal }),
      time: this.#api,
      pace: () => (this.#line.live ? PACE.pushed : PACE.alone),
    });
  }

  async #look(chatId: string, options: CallOptions): Promise<Look<Message>> {
    await this.#line.ready(options.signal);
    // Without pushes nobody else says that the viewer has left.
    if (!this.#line.live) await this.#floor.read(chatId, options);
    const found = new Map<string, Message>();
    let before: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const known = found.size;
      for (const message of await this.#api.messages(chatId, before, options)) {
        found.set(idOf(message['id']), messageOf(message, chatId));
      }
      if (found.size === known) break;
      before = oldest(found.keys());
    }
    return { records: [...found.values()].sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id)), complete: true };
  }
}

function oldest(ids: Iterable<string>): string {
  let least = Infinity;
  for (const id of ids) least = Math.min(least, Number(id) || Infinity);
  return String(least);
}

function mayRead({ allowed }: Chat): boolean {
  return allowed['read-messages'] === true;
}

function noPlace(chatId: string): ChatError {
  return new ChatError('forbidden', `Chatwoot: the viewer has no place in chat ${chatId}.`);
}
