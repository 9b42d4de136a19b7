import { ChatError, isChatError } from '../../contract/index.js';
import { EventParser, type ServerSentEvent } from './event-parser.js';

/** Milliseconds without a byte after which a stream counts as dead: two heartbeats of the protocol are missing. */
const silenceLimit = 20_000;

/** One open event stream. It can be held while its successor is being opened. */
export class EventStream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #stopped = false;
  #held: Promise<void> | undefined;
  #release: (() => void) | undefined;

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /** Reads to the end. Resolves with why it ended, or with nothing after `stop`; never rejects. */
  async read(onEvent: (event: ServerSentEvent) => void): Promise<ChatError | undefined> {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    let reason: ChatError;
    try {
      for (;;) {
        const bytes = await this.#chunk();
        for (const event of parser.push(decoder.decode(bytes, { stream: true }))) {
          while (this.#held) await this.#held;
          if (this.#stopped) return undefined;
          onEvent(event);
        }
      }
    } catch (thrown) {
      reason = isChatError(thrown)
        ? thrown
        : new ChatError('unavailable', 'The event stream broke.', { cause: thrown });
    }
    this.#cancel();
    while (this.#held) await this.#held;
    return this.#stopped ? undefined : reason;
  }

  /** From now on no event is handed out, until `release`. */
  hold(): void {
    this.#held ??= new Promise((resolve) => (this.#release = resolve));
  }

  release(): void {
    this.#held = undefined;
    this.#release?.();
  }

  stop(): void {
    this.#stopped = true;
    this.release();
    this.#cancel();
  }

  async #chunk(): Promise<Uint8Array> {
    let silent = false;
    const timer = setTimeout(() => {
      silent = true;
      this.#cancel();
    }, silenceLimit);
    try {
      const { done, value } = await this.#reader.read();
      if (silent) throw new ChatError('timeout', `The event stream was silent for ${silenceLimit} ms.`);
      if (done) throw new ChatError('unavailable', 'The backend ended the event stream.');
      return value;
    } finally {
      clearTimeout(timer);
    }
  }

  #cancel(): void {
    // Cancelling a stream that already broke rejects with what broke it, which has been told.
    this.#reader.cancel().catch(() => undefined);
  }
}
