import {
  ChatError,
  type CallOptions,
  type Message,
  type MessageChanges,
  type MessageDraft,
  type PerformOptions,
  type WatchOptions,
} from '../../contract/index.js';
import { readBack } from '../shared/read-back.js';
import type { RocketchatApi } from './api.js';
import type { Floor } from './floor.js';
import { fieldsOf, textOf } from './fields.js';
import { messageOf, type RawMessage } from './message-record.js';
import type { Pacer } from './pacer.js';
import { Transcript } from './transcript.js';

/** Characters: the server's own default. */
export const MAX_MESSAGE_LENGTH = 5000;

export interface TranscriptContext {
  readonly api: RocketchatApi;
  readonly floor: Floor;
  makePacer(): Pacer;
  /** Tells of each message that is pushed for a room; returns how to stop. */
  follow(chatId: string, told: (message: unknown) => void): () => void;
}

/** The transcripts that somebody reads. */
export class Transcripts {
  readonly #context: TranscriptContext;
  readonly #open = new Map<string, Set<Transcript>>();

  constructor(context: TranscriptContext) {
    this.#context = context;
  }

  /** `call` is for what is asked before it begins. Errors: `forbidden` for who has no place in the chat, or loses it. */
  async *watch(chatId: string, { signal }: WatchOptions, call: CallOptions): AsyncGenerator<MessageChanges, void> {
    const { api, floor, makePacer, follow } = this.#context;
    const { chat, room } = await floor.read(chatId, call);
    if (chat.allowed['read-messages'] !== true) throw noPlace(chatId);
    const check = (): void => {
      const known = floor.get(chatId);
      if (known !== undefined && known.allowed['read-messages'] !== true) throw noPlace(chatId);
    };
    const visitorId = fieldsOf<'_id'>(room.v)._id;
    const transcript = new Transcript({ api, chatId, visitorId, pacer: makePacer(), check });
    const readers = this.#open.get(chatId) ?? new Set();
    this.#open.set(chatId, readers.add(transcript));
    const unfollow = follow(chatId, (message) => transcript.tell(fieldsOf(message)));
    try {
      yield* transcript.watch(signal);
    } finally {
      unfollow();
      readers.delete(transcript);
      if (readers.size === 0) this.#open.delete(chatId);
    }
  }

  /** The message's id is the key, so that the server keeps it once. Errors: `forbidden`, `invalid`. */
  async send({ chatId, text }: MessageDraft, { idempotencyKey, ...options }: PerformOptions): Promise<Message> {
    const { api, floor } = this.#context;
    if (text.trim() === '' || text.length > MAX_MESSAGE_LENGTH) {
      throw new ChatError('invalid', `Rocket.Chat: a message has 1 to ${MAX_MESSAGE_LENGTH} characters.`);
    }
    const { chat, room } = await floor.read(chatId, options);
    if (chat.allowed['send-message'] !== true) throw noPlace(chatId);
    const body = { message: { _id: idempotencyKey, rid: chatId, msg: text } };
    const sent = await api.call<'message'>(['chat.sendMessage'], options, { body });
    // A message that is there already is not sent again, and not told either.
    const isNew = fieldsOf<'_id'>(sent.message)._id !== undefined;
    const { message } = isNew ? sent : await this.#readBack(idempotencyKey, options);
    const kept = fieldsOf<keyof RawMessage>(message);
    if (textOf(kept._id) === undefined || kept.rid !== chatId) {
      throw new ChatError('protocol', 'Rocket.Chat: the answer to a message has no message of this chat.');
    }
    for (const transcript of this.#open.get(chatId) ?? []) transcript.tell(kept);
    return messageOf(kept, fieldsOf<'_id'>(room.v)._id);
  }

  #readBack(msgId: string, options: CallOptions): Promise<{ readonly message?: unknown }> {
    const { api } = this.#context;
    return readBack(`Rocket.Chat: message "${msgId}"`, options.signal, () =>
      api.call<'message'>(['chat.getMessage'], options, { query: { msgId } }),
    );
  }

  /** Ends the reading of a chat that the viewer has no place in any more. */
  revoke(chatId: string): void {
    for (const transcript of this.#open.get(chatId) ?? []) transcript.fail(noPlace(chatId));
  }

  fail(error: ChatError): void {
    for (const readers of this.#open.values()) for (const transcript of readers) transcript.fail(error);
  }
}

function noPlace(chatId: string): ChatError {
  return new ChatError('forbidden', `Rocket.Chat: the viewer has no place in chat "${chatId}".`);
}
