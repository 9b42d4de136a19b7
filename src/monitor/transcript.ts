import { ChatError, type Message } from '../contract/index.js';
import type { ChatMonitor } from './chat-monitor.js';
import { State, type Observable, type Unsubscribe } from './observable.js';
import type { TranscriptState } from './types.js';
import type { WatchedRecords } from './watched-records.js';

const SEND_LIMIT = 15_000;

/** One chat's messages, kept up until `close`. */
export class Transcript implements Observable<TranscriptState> {
  readonly chatId: string;
  readonly #monitor: ChatMonitor;
  readonly #list: WatchedRecords<Message>;
  readonly #state: State<TranscriptState>;
  readonly #ends: readonly Unsubscribe[];

  constructor(monitor: ChatMonitor, chatId: string) {
    this.chatId = chatId;
    this.#monitor = monitor;
    this.#list = monitor.watchRecords<Message>({
      name: `messages:${chatId}`,
      compare: (a, b) => a.at - b.at || (a.id < b.id ? -1 : 1),
      open: (connection, options) => {
        if (connection.watchMessages !== undefined) return connection.watchMessages(chatId, options);
        throw new ChatError('unsupported', 'This backend does not give the messages of a chat.');
      },
    });
    this.#state = new State(this.#read());
    const update = (): void => this.#state.set(this.#read());
    this.#ends = [
      this.#list.records.state.subscribe(update),
      this.#list.state.subscribe(update),
      monitor.watchChat(chatId, update),
      monitor.connection.subscribe(update),
      this.#list.use(),
    ];
  }

  get value(): TranscriptState {
    return this.#state.value;
  }

  subscribe(listener: (state: TranscriptState) => void): Unsubscribe {
    return this.#state.subscribe(listener);
  }

  /** Rejects with a ChatError. After `timeout` and `unavailable` it is open whether the message was sent. */
  async send(text: string, idempotencyKey: string): Promise<Message> {
    const message = await this.#monitor.call(SEND_LIMIT, (connection, signal) => {
      if (connection.sendMessage === undefined) throw new ChatError('unsupported', 'This backend takes no messages.');
      return connection.sendMessage({ chatId: this.chatId, text }, { signal, idempotencyKey });
    });
    this.#list.records.set(message);
    return message;
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  #read(): TranscriptState {
    const chat = this.#monitor.chat(this.chatId);
    const viewer = this.#monitor.session.value?.viewer;
    const mode = chat?.participants.find((participant) => participant.id === viewer?.id)?.mode;
    return {
      ...this.#list.state.value,
      chatId: this.chatId,
      messages: this.#list.records.state.value,
      canSend: chat?.allowed['send-message'] === true && this.#monitor.connection.value.status === 'live',
      ...(mode !== undefined && { mode }),
    };
  }
}
