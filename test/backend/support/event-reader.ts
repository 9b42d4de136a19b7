import assert from 'node:assert/strict';
import type { Changes } from '../../../src/contract/adapter.js';

export interface StreamEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type WatchChanges<Item> = Changes<Item> & { readonly watch: string };

const patience = 10_000;

/** Reads a stream event by event. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #waiting: StreamEvent[] = [];
  #buffer = '';

  constructor(response: Response) {
    assert.ok(response.body, 'the stream has a body');
    this.#reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next event; undefined at the end of the stream. */
  async next(): Promise<StreamEvent | undefined> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event) return event;
      const chunk = await withPatience(this.#reader.read(), 'an event');
      if (chunk.done) return undefined;
      const parts = (this.#buffer + chunk.value).split('\n\n');
      this.#buffer = parts.pop() ?? '';
      for (const part of parts) {
        const [, type, data] = /^event: (\w+)\ndata: (.*)$/.exec(part) ?? [];
        assert.ok(type !== undefined && data !== undefined, `an event: ${part}`);
        this.#waiting.push({ type, data: JSON.parse(data) as StreamEvent['data'] });
      }
    }
  }

  /** Reads on to the first event for which `test` holds. */
  async until(test: (event: StreamEvent) => boolean): Promise<StreamEvent> {
    const deadline = Date.now() + patience;
    for (;;) {
      const event = await this.next();
      assert.ok(event, 'the stream goes on');
      if (test(event)) return event;
      assert.ok(Date.now() < deadline, 'the event comes');
    }
  }

  /** Reads on to the first batch of a watch for which `test` holds. */
  async changes<Item>(
    watch: string,
    test: (changes: WatchChanges<Item>) => boolean = () => true,
  ): Promise<WatchChanges<Item>> {
    const event = await this.until(
      ({ type, data }) => type === 'changes' && data['watch'] === watch && test(data as unknown as WatchChanges<Item>),
    );
    return event.data as unknown as WatchChanges<Item>;
  }

  /** All records of a watch up to its `synced`. */
  async snapshot<Item>(watch: string): Promise<Item[]> {
    const items: Item[] = [];
    await this.changes<Item>(watch, (changes) => {
      items.push(...changes.upserts);
      return changes.synced === true;
    });
    return items;
  }

  async close(): Promise<void> {
    await this.#reader.cancel().catch(() => undefined);
  }
}

/** Fails instead of hanging for ever. */
export async function withPatience<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Waited too long for ${what}.`)), patience);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
