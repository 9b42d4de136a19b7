import { ChatError, type Chat, type Message } from '../contract/index.js';
import type { ConnectionKeeper } from './connection-keeper.js';
import { toChatError } from './errors.js';
import { ListKeeper, type ListContext } from './list-keeper.js';
import { State, type Observable, type Unsubscribe } from './observable.js';
import type { Random, Scheduler } from './ports.js';
import type { TranscriptState } from './types.js';

const SEND_LIMIT = 15_000;

export interface TranscriptContext extends ListContext {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly keeper: ConnectionKeeper;
  viewerId(): string | undefined;
  chat(): Chat | undefined;
  watchChat(listener: () => void): Unsubscribe;
  closed(): void;
}

/** One chat's messages, kept up until `close`. */
export class Transcript implements Observable<TranscriptState> {
  readonly chatId: string;
  readonly #context: TranscriptContext;
  readonly #list: ListKeeper<Message>;
  readonly #state: State<TranscriptState>;
  readonly #messages = new Map<string, Message>();
  readonly #ends: readonly Unsubscribe[];
  #cancelFlush: (() => void) | undefined;

  constructor(chatId: string, context: TranscriptContext) {
    this.chatId = chatId;
    this.#context = context;
    this.#state = new State<TranscriptState>({ chatId, phase: 'idle', messages: [], canSend: false });
    this.#list = new ListKeeper<Message>(
      {
        name: `messages:${chatId}`,
        idOf: (message) => message.id,
        open: (connection, options) => {
          if (connection.watchMessages === undefined) {
            throw new ChatError('unsupported', 'This backend does not give the messages of a chat.');
          }
          return connection.watchMessages(chatId, options);
        },
        apply: ({ upserts, removes }) => {
          for (const message of upserts) this.#messages.set(message.id, message);
          for (const id of removes) this.#messages.delete(id);
          if (upserts.length > 0 || removes.length > 0) this.#changed();
        },
        retain: (ids) => {
          this.#messages.forEach((_, id) => {
            if (!ids.has(id)) this.#messages.delete(id);
          });
          this.#changed();
        },
        clear: () => {
          this.#messages.clear();
          this.#changed();
        },
      },
      context,
    );
    this.#ends = [
      this.#list.state.subscribe(() => this.#changed()),
      context.watchChat(() => this.#changed()),
      context.keeper.state.subscribe(() => this.#changed()),
      this.#list.use(),
    ];
    this.#publish();
  }

  get value(): TranscriptState {
    return this.#state.value;
  }

  /** Its list, so that the monitor tells it of connections. */
  get list(): ListKeeper<Message> {
    return this.#list;
  }

  subscribe(listener: (state: TranscriptState) => void): Unsubscribe {
    return this.#state.subscribe(listener);
  }

  /** Rejects with a ChatError; the message was not sent then, or whether it was is open (`timeout`, `unavailable`). */
  async send(text: string, idempotencyKey = this.#context.random.id()): Promise<Message> {
    const connection = this.#context.keeper.current;
    if (connection === undefined) throw new ChatError('unavailable', 'There is no connection to the backend.');
    if (connection.sendMessage === undefined) throw new ChatError('unsupported', 'This backend takes no messages.');
    const controller = new AbortController();
    const cancel = this.#context.clock.setTimer(() => controller.abort(), SEND_LIMIT);
    try {
      const message = await connection.sendMessage(
        { chatId: this.chatId, text },
        { signal: controller.signal, idempotencyKey },
      );
      this.#messages.set(message.id, message);
      this.#changed();
      return message;
    } catch (thrown) {
      if (controller.signal.aborted) throw new ChatError('timeout', 'The backend did not answer in time.');
      const error = toChatError(thrown);
      if (error.code === 'unauthenticated') this.#context.keeper.signedOut(error);
      throw error;
    } finally {
      cancel();
    }
  }

  close(): void {
    this.#cancelFlush?.();
    for (const end of this.#ends) end();
    this.#list.disconnected();
    this.#context.closed();
  }

  #changed(): void {
    this.#cancelFlush ??= this.#context.scheduler.requestFlush(() => this.#publish());
  }

  #publish(): void {
    this.#cancelFlush = undefined;
    const chat = this.#context.chat();
    const viewerId = this.#context.viewerId();
    const mode = chat?.participants.find((participant) => participant.id === viewerId)?.mode;
    const messages = [...this.#messages.values()].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
    this.#state.set({
      ...this.#list.state.value,
      chatId: this.chatId,
      messages,
      canSend: chat?.allowed['send-message'] === true && this.#context.keeper.state.value.status === 'live',
      ...(mode !== undefined && { mode }),
    });
  }
}
