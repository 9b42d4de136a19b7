import type { ChatAdapter, ChatConnection } from '../contract/index.js';
import { limited } from './limited.js';
import type { Clock } from './ports.js';

const CONNECT_LIMIT = 20_000;

/** One try to connect. Where it rejects, nothing is left open. */
export async function dial(adapter: ChatAdapter, clock: Clock, signal: AbortSignal): Promise<ChatConnection> {
  let opened: Promise<ChatConnection> | undefined;
  const open = (limit: AbortSignal): Promise<ChatConnection> => (opened = adapter.connect({ signal: limit }));
  try {
    return await limited(clock, CONNECT_LIMIT, open, signal);
  } catch (thrown) {
    // Nobody else would close what still comes.
    opened?.then((connection) => connection.close()).catch(() => {});
    throw thrown;
  }
}
