const encoder = new TextEncoder();

/** Server-sent events with a bounded buffer. */
export class EventStream {
  readonly body: ReadableStream<Uint8Array>;
  readonly #limit: number;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #roomier: (() => void)[] = [];
  #sent = 0;
  #takenBefore = -1;
  #onClose: () => void = () => undefined;

  /** `limit`: bytes that may wait for the reader. */
  constructor(limit: number) {
    this.#limit = limit;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        pull: () => this.#wake(),
        cancel: () => this.#close(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: limit }),
    );
  }

  get open(): boolean {
    return this.#controller !== undefined;
  }

  /** Something waits for room, and the reader took nothing since this was last asked. */
  get stalled(): boolean {
    const taken = this.#sent - this.#limit + (this.#controller?.desiredSize ?? 0);
    const stalled = this.#roomier.length > 0 && taken === this.#takenBefore;
    this.#takenBefore = taken;
    return stalled;
  }

  /** Called once, when the reader goes or the stream ends. */
  set onClose(listener: () => void) {
    this.#onClose = listener;
  }

  /** Says whether the reader keeps up; what is sent after a `false` may be more than it can take. */
  send(event: string, data: unknown): boolean {
    const controller = this.#controller;
    if (!controller) return true;
    const chunk = encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    this.#sent += chunk.byteLength;
    controller.enqueue(chunk);
    return (controller.desiredSize ?? 0) > 0;
  }

  /** Resolves when at most half of the buffer waits, or the stream is over. */
  async room(): Promise<void> {
    while (this.#controller && (this.#controller.desiredSize ?? 0) < this.#limit / 2) {
      await new Promise<void>((resolve) => this.#roomier.push(resolve));
    }
  }

  end(): void {
    this.#controller?.close();
    this.#close();
  }

  #close(): void {
    if (!this.#controller) return;
    this.#controller = undefined;
    this.#wake();
    this.#onClose();
  }

  #wake(): void {
    const waiting = this.#roomier;
    this.#roomier = [];
    for (const resume of waiting) resume();
  }
}
