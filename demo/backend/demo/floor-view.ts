import type { Chat, ChatChanges } from 'chat-monitor-elements/contract';

/** The chats that a watch of the floor brings, kept up to date from its event stream. */
export class FloorView {
  readonly #chats = new Map<string, Chat>();
  #reader: ReadableStreamDefaultReader<string> | undefined;

  constructor(private readonly onError: (error: unknown) => void) {}

  get open(): boolean {
    return this.#reader !== undefined;
  }

  get chats(): readonly Chat[] {
    return [...this.#chats.values()];
  }

  /** Resolves when the snapshot is complete; goes on reading until the stream ends. */
  async read(response: Response): Promise<void> {
    if (!response.ok || !response.body) return;
    this.#chats.clear();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    this.#reader = reader;
    await new Promise<void>((synced) => {
      this.#follow(reader, synced)
        .catch(this.onError)
        .finally(() => {
          if (this.#reader === reader) this.#reader = undefined;
          synced();
        });
    });
  }

  async close(): Promise<void> {
    await this.#reader?.cancel();
  }

  async #follow(reader: ReadableStreamDefaultReader<string>, synced: () => void): Promise<void> {
    let buffer = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const events = (buffer + chunk.value).split('\n\n');
      buffer = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: changes\ndata: (.*)$/.exec(event)?.[1];
        if (data === undefined) continue;
        const changes = JSON.parse(data) as ChatChanges;
        for (const chat of changes.upserts) this.#chats.set(chat.id, chat);
        for (const id of changes.removes) this.#chats.delete(id);
        if (changes.synced) synced();
      }
    }
  }
}
