import {
  ChatError,
  type CallOptions,
  type Chat,
  type Message,
  type MessageDraft,
  type PerformOptions,
  type Viewer,
} from '../../contract/index.js';
import type { Pace } from '../shared/pace.js';
import { RecordFeed, type Look } from '../shared/record-feed.js';
import type { Entries } from './entries.js';
import type { MessageForm } from './forms.js';
import { Newest } from './newest.js';
import { all, equals } from './qualification.js';
import { nameOfLabel, textOf, timeOf, type Values } from './values.js';

export interface MessagesOptions {
  readonly form: MessageForm;
  readonly entries: Entries;
  readonly viewer: Viewer;
  readonly times: 'seconds' | 'iso';
  readonly maxMessageLength: number | undefined;
  pace(): Pace;
  /** Throws where somebody else is signed in meanwhile. */
  confirm(call: CallOptions): Promise<void>;
  /** A chat as it is now. Errors: `not-found`. */
  readChat(chatId: string, call: CallOptions): Promise<Chat>;
  /** A chat as last seen, where somebody watches. */
  knownChat(chatId: string): Chat | undefined;
}

/** Transcripts of chats, each looked at while somebody reads it. */
export class Messages {
  readonly #options: MessagesOptions;
  readonly #feeds = new Map<string, RecordFeed<Message>>();

  constructor(options: MessagesOptions) {
    this.#options = options;
  }

  /** The feed of one chat. */
  of(chatId: string): RecordFeed<Message> {
    const known = this.#feeds.get(chatId);
    if (known !== undefined) return known;
    const { form, entries, times, pace: makePace } = this.#options;
    const pace = makePace();
    const newest = new Newest(form.fields.at, times);
    const feed = new RecordFeed<Message>({
      look: (complete, signal) => this.#look(chatId, complete ? undefined : newest, newest, { signal }),
      time: entries,
      pace: (changed) => pace.next(changed),
    });
    this.#feeds.set(chatId, feed);
    return feed;
  }

  get feeds(): Iterable<RecordFeed<Message>> {
    return this.#feeds.values();
  }

  async send({ chatId, text }: MessageDraft, options: PerformOptions): Promise<Message> {
    const { form, entries, viewer, maxMessageLength = Infinity } = this.#options;
    const { fields, kinds } = form;
    if (text.trim() === '') throw new ChatError('invalid', 'AR System: a message needs some text.');
    if (text.length > maxMessageLength) {
      throw new ChatError('invalid', `AR System: a message has at most ${maxMessageLength} characters.`);
    }
    const { allowed } = await this.#options.readChat(chatId, options);
    if (allowed['send-message'] !== true) {
      throw new ChatError('forbidden', `AR System: ${viewer.name} may not write into chat "${chatId}".`);
    }
    const author = fields.authorName === undefined ? {} : { [fields.authorName]: viewer.name };
    const values = { [fields.chatId]: chatId, [fields.text]: text, [fields.kind]: kinds.agent, ...author };
    const id = await entries.create(form, values, options);
    const kept = await entries.readBack(`message "${id}"`, options, () => entries.get(form, id, options));
    const message = this.#message(kept);
    this.of(chatId).put(message);
    return message;
  }

  async #look(chatId: string, since: Newest | undefined, newest: Newest, call: CallOptions): Promise<Look<Message>> {
    const { form, entries, viewer, readChat, knownChat, confirm } = this.#options;
    const { allowed } = knownChat(chatId) ?? (await readChat(chatId, call));
    if (allowed['read-messages'] !== true) {
      throw new ChatError('forbidden', `AR System: ${viewer.name} may not read chat "${chatId}".`);
    }
    const where = all(equals(form.fields.chatId, chatId), since?.since);
    const found = await entries.list(form, form.fields.entry, where, call);
    await confirm(call);
    for (const values of found.entries) newest.note(values);
    const records = found.entries.map((values) => this.#message(values)).sort((a, b) => a.at - b.at);
    return { records, complete: since === undefined };
  }

  #message(values: Values): Message {
    const { fields, kinds } = this.#options.form;
    const authorId = textOf(values, fields.authorId) as string;
    return {
      id: textOf(values, fields.entry) as string,
      chatId: textOf(values, fields.chatId) as string,
      author: {
        id: authorId,
        name: textOf(values, fields.authorName) ?? authorId,
        kind: nameOfLabel(kinds, textOf(values, fields.kind)),
      },
      text: textOf(values, fields.text) ?? '',
      at: timeOf(values, fields.at) as number,
    };
  }
}
