import type { Changes, ChatConnection, Session } from '../contract/index.js';
import { Watch, type WatchContext, type WatchHandlers } from './watch.js';

/** A session as a record, so that it is watched like everything else. */
interface SessionRecord {
  readonly id: 'session';
  readonly session: Session;
}

type SessionHandlers = Pick<WatchHandlers<SessionRecord>, 'healthy' | 'broken' | 'failed'> & {
  session(session: Session): void;
};

/** Watches the replacements of a connection's session. */
export function createSessionWatch(
  context: Omit<WatchContext, 'resumes'>,
  { session: replaced, ...handlers }: SessionHandlers,
): Watch<SessionRecord> {
  return new Watch<SessionRecord>(
    {
      ...handlers,
      heartbeats: false,
      open: (connection, { signal }) => sessionsAsChanges(connection, signal),
      apply: ({ upserts }) => {
        for (const { session } of upserts) replaced(session);
      },
      isEmpty: () => true,
      retain: () => {},
    },
    { ...context, resumes: () => false },
  );
}

async function* sessionsAsChanges(
  connection: ChatConnection,
  signal: AbortSignal,
): AsyncGenerator<Changes<SessionRecord>, void> {
  const sessions = connection.watchSession?.({ signal });
  if (sessions === undefined) return;
  for await (const session of sessions) {
    yield { upserts: [{ id: 'session', session }], removes: [], at: session.at, synced: true };
  }
}
