import {
  ChatError,
  type Changes,
  type ChatConnection,
  type GuardedWatchOptions,
  type Session,
  type WatchOptions,
} from '../../contract/index.js';
import { toChatError } from '../errors.js';
import { relayedCalls, relayedLists, type Identified, type ListAddress, type RelayedCall } from './messages.js';
import type { Replica } from './replica.js';
import type { Source, SourceCallOptions } from './source.js';

/** A session as a record, so that it is watched like everything else. */
export interface SessionRecord extends Identified {
  readonly session: Session;
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The backend itself. */
export class BackendSource implements Source {
  /** Set where another page came to lead before this one has let go. */
  relayed = false;
  readonly methods: readonly string[];
  readonly #connection: ChatConnection;
  readonly #resumes: boolean;

  constructor(connection: ChatConnection) {
    this.#connection = connection;
    this.#resumes = connection.session.capabilities.guarantees.resume === 'cursor';
    this.methods = [...relayedCalls, ...relayedLists].filter((name) => connection[name] !== undefined);
  }

  get session(): Session {
    return this.#connection.session;
  }

  readonly feed = (replica: Replica): (() => void) => {
    const ending = new AbortController();
    void this.#follow(replica, ending.signal);
    return () => ending.abort();
  };

  async call(method: RelayedCall, args: readonly unknown[], options: SourceCallOptions): Promise<unknown> {
    const call = this.#connection[method] as Method | undefined;
    if (call === undefined) throw new ChatError('unsupported', `This backend has no ${method}.`);
    return call.call(this.#connection, ...args, options);
  }

  close(): void {
    void this.#connection.close().catch(() => {});
  }

  async #follow(replica: Replica, signal: AbortSignal): Promise<void> {
    try {
      const { cursor } = replica.since;
      const options: GuardedWatchOptions = {
        signal,
        known: (id) => replica.get(id),
        ...(this.#resumes && cursor !== undefined && { cursor }),
      };
      for await (const batch of this.#open(replica.address, options)) {
        if (signal.aborted) return;
        replica.take(batch);
      }
      throw new ChatError('unavailable', 'The backend ended the watch.');
    } catch (thrown) {
      if (!signal.aborted) replica.fail(toChatError(thrown));
    }
  }

  #open({ list, argument }: ListAddress, options: WatchOptions): AsyncIterable<Changes<Identified>> {
    const connection = this.#connection;
    if (list === 'watchSession') return sessionsOf(connection, options);
    const open = connection[list] as ((...args: unknown[]) => AsyncIterable<Changes<Identified>>) | undefined;
    if (open === undefined) throw new ChatError('unsupported', `This backend has no ${list}.`);
    return argument === undefined ? open.call(connection, options) : open.call(connection, argument, options);
  }
}

/** Only what the backend says itself: a first value of our own would pass for a watch that delivers. */
async function* sessionsOf(connection: ChatConnection, options: WatchOptions): AsyncIterable<Changes<SessionRecord>> {
  if (connection.watchSession === undefined) throw new ChatError('unsupported', 'This backend has no watchSession.');
  for await (const session of connection.watchSession(options)) yield sessionBatch(session);
}

function sessionBatch(session: Session): Changes<SessionRecord> {
  return { upserts: [{ id: 'session', session }], removes: [], at: session.at, snapshot: true, synced: true };
}
