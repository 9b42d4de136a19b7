import type { ChatAdapter, ChatConnection } from '../contract/index.js';

/** An adapter whose connections have other methods in some places; the rest is the adapter's own. */
export function tamper(
  adapter: ChatAdapter,
  change: (connection: ChatConnection) => Partial<ChatConnection>,
): ChatAdapter {
  return {
    id: adapter.id,
    ...(adapter.viewerKey !== undefined && { viewerKey: adapter.viewerKey }),
    ...(adapter.identify && { identify: (options) => adapter.identify?.(options) ?? Promise.resolve('') }),
    connect: async (options) => {
      const connection = await adapter.connect(options);
      const changed: Readonly<Record<PropertyKey, unknown>> = { ...change(connection) };
      return new Proxy(connection, {
        get(target, key) {
          if (key in changed) return changed[key];
          const own: unknown = Reflect.get(target, key, target);
          // A method may need the object that it was made for.
          return typeof own === 'function' ? (own.bind(target) as unknown) : own;
        },
      });
    },
  };
}
