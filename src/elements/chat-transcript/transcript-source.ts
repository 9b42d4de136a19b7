import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ChatError, type Chat } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import { Transcript } from '../../monitor/transcript.js';
import type { TranscriptState } from '../../monitor/types.js';
import type { MonitorConsumer } from '../shared/monitor-consumer.js';

/**
 * The messages of the host's chat: read while the viewer may read them and the host is on the page. What was read stays
 * when the chat ends or leaves the viewer, and goes when another chat is shown or reading is forbidden.
 */
export class TranscriptSource implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #chatId: () => string | undefined;
  readonly #chat: () => Chat | undefined;
  #monitor: ChatMonitor | undefined;
  #open: Transcript | undefined;
  #state: TranscriptState | undefined;

  constructor(
    host: ReactiveControllerHost & HTMLElement,
    consumer: MonitorConsumer,
    chatId: () => string | undefined,
    chat: () => Chat | undefined,
  ) {
    this.#host = host;
    this.#chatId = chatId;
    this.#chat = chat;
    host.addController(this);
    consumer.add((monitor) => {
      this.#monitor = monitor;
      return [
        () => {
          this.#monitor = undefined;
          this.#close();
        },
      ];
    });
  }

  get state(): TranscriptState | undefined {
    return this.#state;
  }

  /** Sends to the chat that is shown now. Rejects with a ChatError. */
  async send(text: string, idempotencyKey: string): Promise<void> {
    if (!this.#open) throw new ChatError('not-found', 'No chat is open here to send a message to.');
    await this.#open.send(text, idempotencyKey);
  }

  hostUpdate(): void {
    const chatId = this.#chatId();
    const chat = this.#chat();
    if (this.#state && this.#state.chatId !== chatId) this.#forget();
    if (chatId === undefined || !this.#monitor) return;
    const readable = chat?.allowed['read-messages'] === true;
    if (readable && !this.#open) this.#begin(this.#monitor, chatId);
    if (readable || !this.#open) return;
    if (chat) this.#forget();
    else this.#close();
  }

  #begin(monitor: ChatMonitor, chatId: string): void {
    const transcript = new Transcript(monitor, chatId);
    this.#open = transcript;
    this.#state = transcript.value;
    transcript.subscribe((state) => {
      // A chat that ends takes its messages with it, sometimes before it is known to be over: what was read is kept.
      const taken = state.messages.length === 0;
      this.#state = taken ? { ...state, messages: this.#state?.messages ?? [] } : state;
      this.#host.requestUpdate();
    });
  }

  /** Keeps what was read, but nothing can be sent any more. */
  #close(): void {
    this.#open?.close();
    this.#open = undefined;
    if (this.#state) this.#state = { ...this.#state, canSend: false };
  }

  #forget(): void {
    this.#close();
    this.#state = undefined;
  }
}
