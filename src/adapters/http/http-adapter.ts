import type { CallOptions, ChatAdapter, ChatConnection } from '../../contract/index.js';
import { baseOf, defaultId } from './base.js';
import { HttpClient } from './http-client.js';
import { HttpConnection, type SessionAnswer } from './http-connection.js';
import type { HttpAdapterOptions } from './options.js';

/** Milliseconds. */
const FRESH = 2_000;

/**
 * An adapter for a backend that speaks the chat monitor protocol (docs/protocol.openapi.yaml).
 * Throws TypeError where `src` is no URL.
 */
export function createHttpAdapter(options: HttpAdapterOptions): ChatAdapter {
  const base = baseOf(options.src);
  const { id = defaultId(base), viewerKey } = options;
  /** What `identify` was told serves the `connect` that follows it at once. */
  let asked: { readonly session: SessionAnswer; readonly at: number } | undefined;
  return {
    id,
    ...(viewerKey !== undefined && { viewerKey }),
    async identify(call: CallOptions): Promise<string> {
      const session = await new HttpClient(base, options).call<SessionAnswer>(['session'], call);
      asked = { session, at: performance.now() };
      return session.viewer.id;
    },
    async connect(call: CallOptions): Promise<ChatConnection> {
      const client = new HttpClient(base, options);
      const fresh = asked !== undefined && performance.now() - asked.at < FRESH ? asked.session : undefined;
      asked = undefined;
      const session = fresh ?? (await client.call<SessionAnswer>(['session'], call));
      return new HttpConnection(client, session);
    },
  };
}
