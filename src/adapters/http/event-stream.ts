import { ChatError } from '../../contract/index.js';
import { EventParser, type ServerSentEvent } from './event-parser.js';

/** Milliseconds without a byte after which a stream counts as dead: two heartbeats of the protocol are missing. */
const silenceLimit = 20_000;

/** One open event stream. */
export class EventStream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;

  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /** To be read once. Ends by throwing only: `timeout` where it is silent, `unavailable` where the backend ends it. */
  async *events(): AsyncGenerator<ServerSentEvent, void> {
    const parser = new EventParser();
    const decoder = new TextDecoder();
    try {
      for (;;) yield* parser.push(decoder.decode(await this.#chunk(), { stream: true }));
    } finally {
      this.cancel();
    }
  }

  cancel(): void {
    // Cancelling a stream that already broke rejects with what broke it, which has been told.
    this.#reader.cancel().catch(() => undefined);
  }

  async #chunk(): Promise<Uint8Array> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.cancel();
    }, silenceLimit);
    const { done, value } = await this.#reader.read().finally(() => clearTimeout(timer));
    if (late) throw new ChatError('timeout', `The event stream was silent for ${silenceLimit} ms.`);
    if (done) throw new ChatError('unavailable', 'The backend ended the event stream.');
    return value;
  }
}
