import { abortErrorOf, type ChatAdapter, type ChatConnection } from '../contract/index.js';
import { limited } from './limited.js';
import type { Clock } from './ports.js';

const CONNECT_LIMIT = 20_000;

/** One try to connect. A connection for which nobody waits any more is closed again. */
export async function dial(adapter: ChatAdapter, clock: Clock, signal: AbortSignal): Promise<ChatConnection> {
  const connection = await limited(clock, CONNECT_LIMIT, (limit) => adapter.connect({ signal: limit }), signal);
  if (!signal.aborted) return connection;
  void connection.close().catch(() => {});
  throw abortErrorOf(signal);
}
