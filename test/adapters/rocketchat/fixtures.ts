import assert from 'node:assert/strict';
import type {
  Changes,
  ChatCommand,
  ChatConnection,
  ChatErrorCode,
  ChatError,
  Chat,
} from '../../../src/contract/index.js';

/** A signal that nobody aborts. */
export const { signal } = new AbortController();

let keys = 0;

export async function perform(connection: ChatConnection, command: ChatCommand): Promise<Chat> {
  keys += 1;
  return (await connection.perform(command, { signal, idempotencyKey: `key-${keys}` })) as Chat;
}

/** What a watch has said so far, as the records that a reader holds. */
export class Reader<T extends { readonly id: string }> {
  readonly batches: Changes<T>[] = [];
  readonly records = new Map<string, T>();
  readonly #abort = new AbortController();
  readonly #done: Promise<void>;
  #wake: (() => void)[] = [];
  #error: unknown;

  constructor(open: (signal: AbortSignal) => AsyncIterable<Changes<T>>) {
    this.#done = this.#read(open);
  }

  /** Resolves with what `look` finds, once it finds something. Errors: that of the watch. */
  async until<R>(look: (records: ReadonlyMap<string, T>) => R | undefined | false, what: string): Promise<R> {
    const limit = AbortSignal.timeout(5000);
    for (;;) {
      const found = look(this.records);
      if (found !== undefined && found !== false) return found;
      if (this.#error !== undefined) throw this.#error as Error;
      if (limit.aborted) assert.fail(`not within 5 s: ${what}`);
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
        limit.addEventListener('abort', () => resolve());
      });
    }
  }

  async synced(): Promise<this> {
    await this.until(() => this.batches.some((batch) => batch.synced), 'synced');
    return this;
  }

  /** Resolves with the error that ends the watch. */
  async error(): Promise<ChatError> {
    await this.#done;
    return this.#error as ChatError;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#done;
  }

  async #read(open: (signal: AbortSignal) => AsyncIterable<Changes<T>>): Promise<void> {
    try {
      for await (const batch of open(this.#abort.signal)) {
        this.batches.push(batch);
        for (const record of batch.upserts) this.records.set(record.id, record);
        for (const id of batch.removes) this.records.delete(id);
        this.#tell();
      }
    } catch (thrown) {
      this.#error = thrown;
    }
    this.#tell();
  }

  #tell(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const resolve of waiting) resolve();
  }
}

export function readFloor(connection: ChatConnection): Reader<Chat> {
  return new Reader((signal) => connection.watchChats({ view: 'floor' }, { signal }));
}

/** Resolves with the error, which has this code. */
export async function refused(work: Promise<unknown>, code: ChatErrorCode): Promise<ChatError> {
  const error: unknown = await work.then(
    () => assert.fail('no error'),
    (thrown: unknown) => thrown,
  );
  assert.equal((error as ChatError).code, code, String(error));
  return error as ChatError;
}
