import { ChatError, type ChatConnection, type Session } from '../contract/index.js';
import { toChatError } from './errors.js';
import { limited } from './limited.js';
import { createSessionWatch, type SessionWatchContext } from './session-watch.js';
import type { Watch } from './watch.js';

/** What lives on a connection. */
export interface ConnectionHooks {
  connected(connection: ChatConnection): void;
  /** The session of the connection, and each replacement. */
  session(session: Session): void;
  disconnected(): void;
}

export interface CurrentConnectionContext extends SessionWatchContext {
  readonly hooks: ConnectionHooks;
  /** A call on the connection that there is was answered with `unauthenticated`. */
  unauthenticated(error: ChatError): void;
}

/** The connection that there is at the moment, if any: those who live on it are told, and calls go over it. */
export class CurrentConnection {
  readonly #context: CurrentConnectionContext;
  readonly #sessionWatch: Pick<Watch<never>, 'start' | 'stop'>;
  readonly #waiting: ((connection: ChatConnection) => void)[] = [];
  #connection: ChatConnection | undefined;

  constructor(context: CurrentConnectionContext) {
    this.#context = context;
    this.#sessionWatch = createSessionWatch(context, (session) => context.hooks.session(session));
  }

  get connection(): ChatConnection | undefined {
    return this.#connection;
  }

  begin(connection: ChatConnection): void {
    const { hooks } = this.#context;
    this.#connection = connection;
    hooks.session(connection.session);
    hooks.connected(connection);
    if (connection.watchSession !== undefined) this.#sessionWatch.start(connection);
    for (const resolve of this.#waiting.splice(0)) resolve(connection);
  }

  end(): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    this.#connection = undefined;
    this.#sessionWatch.stop();
    this.#context.hooks.disconnected();
    this.#context.health.restart();
    void connection.close().catch(() => {});
  }

  /** Resolves when there is a connection; never rejects, but may not resolve at all. */
  async whenThere(): Promise<ChatConnection> {
    return this.#connection ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  /**
   * One call on the connection there is, for at most `limit` ms.
   * Errors: `unavailable` without a connection, `timeout`, and the call's own.
   */
  async call<T>(limit: number, call: (connection: ChatConnection, signal: AbortSignal) => Promise<T>): Promise<T> {
    const connection = this.#connection;
    if (connection === undefined) throw new ChatError('unavailable', 'There is no connection to the backend.');
    try {
      return await limited(this.#context.clock, limit, (signal) => call(connection, signal));
    } catch (thrown) {
      const error = toChatError(thrown);
      // Said of a sign-in that was left behind, it says nothing about the present one.
      if (error.code === 'unauthenticated' && connection === this.#connection) this.#context.unauthenticated(error);
      throw error;
    }
  }
}
