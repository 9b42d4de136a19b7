import type { ChatAdapter, ChatConnection, WatchOptions } from '../../src/contract/index.js';

type WatchMethod = 'watchSession' | 'watchChats' | 'watchAgents' | 'watchNotices' | 'watchMessages';

interface Line {
  readonly method: string;
  dead: boolean;
}

/** Watches that say nothing any more, and no error either: as on a network connection that died unnoticed. */
export class DeadLines {
  readonly #lines = new Set<Line>();

  /** Kills what is open now, or one kind of it; what is opened later works. */
  kill(method?: WatchMethod): void {
    for (const line of this.#lines) if (method === undefined || line.method === method) line.dead = true;
  }

  readonly wrap = (adapter: ChatAdapter): ChatAdapter => ({
    id: adapter.id,
    connect: async (options) => this.#wrapConnection(await adapter.connect(options)),
  });

  #wrapConnection(connection: ChatConnection): ChatConnection {
    return new Proxy(connection, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function' || !String(name).startsWith('watch')) return value;
        const open = value as (...args: readonly unknown[]) => AsyncIterable<unknown>;
        return (...args: readonly unknown[]) => this.#follow(String(name), open.apply(target, [...args]), args);
      },
    });
  }

  async *#follow(
    method: string,
    batches: AsyncIterable<unknown>,
    args: readonly unknown[],
  ): AsyncGenerator<unknown, void> {
    const line: Line = { method, dead: false };
    const { signal } = args[args.length - 1] as WatchOptions;
    this.#lines.add(line);
    try {
      for await (const batch of batches) {
        if (line.dead) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        yield batch;
      }
    } finally {
      this.#lines.delete(line);
    }
  }
}
