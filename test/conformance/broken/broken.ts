import type { ChatAdapter } from '../../../src/contract/index.js';
import { tamper } from '../../../src/conformance/tamper.js';
import type { ConformanceBackend, Person, RuleId, WorldFactory } from '../../../src/conformance/index.js';

/** A fault that an adapter can have. */
export interface Broken {
  readonly name: string;
  /** What the kit has to find broken, and nothing else. */
  readonly rules: readonly RuleId[];
  /** How the fault can be seen; `raw` by default, where the guard hides nothing. */
  readonly through?: 'guard' | 'raw';
  /** It has `identify`. */
  readonly identify?: true;
  /** Where the fault is in the factory or the probe. */
  readonly worlds?: (factory: WorldFactory) => WorldFactory;
  /** Called once per world: puts the fault into each of its adapters. */
  readonly breaks: (backend: ConformanceBackend) => (adapter: ChatAdapter, person: Person) => ChatAdapter;
}

type WatchName = 'watchChats' | 'watchAgents' | 'watchNotices' | 'watchMessages';
type Batches = AsyncIterable<unknown>;

/** An adapter whose watch of one kind brings other batches. `seen` lasts as long as the watch. */
export function withBatches<T>(
  adapter: ChatAdapter,
  name: WatchName,
  change: (batch: T, options: { readonly cursor?: string; readonly signal: AbortSignal }) => Iterable<T> | undefined,
): ChatAdapter {
  return tamper(adapter, (connection) => {
    const watch = connection[name] as unknown as (...args: unknown[]) => Batches;
    async function* changed(...args: unknown[]): AsyncGenerator<unknown> {
      const options = args[args.length - 1] as { readonly cursor?: string; readonly signal: AbortSignal };
      for await (const batch of watch(...args)) yield* change(batch as T, options) ?? [batch];
    }
    return { [name]: changed };
  });
}

/** What is the same for every world. */
export function always(change: (adapter: ChatAdapter, person: Person) => ChatAdapter): Broken['breaks'] {
  return () => change;
}
