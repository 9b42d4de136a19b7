import type { Changes, ChatConnection, Session } from '../contract/index.js';
import type { ConnectionHealth } from './connection-health.js';
import { Watch, type WatchContext } from './watch.js';

/** A session as a record, so that it is watched like everything else. */
interface SessionRecord {
  readonly id: 'session';
  readonly session: Session;
}

export interface SessionWatchContext extends Omit<WatchContext, 'resumes'> {
  readonly health: ConnectionHealth;
}

/** Watches the replacements of a connection's session. */
export function createSessionWatch(
  { health, ...context }: SessionWatchContext,
  replaced: (session: Session) => void,
): Watch<SessionRecord> {
  return new Watch<SessionRecord>(
    {
      heartbeats: false,
      healthy: () => health.healthy('session'),
      broken: (error, again) => void health.broken('session', error, again),
      failed: (error) => health.failed('session', error),
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
