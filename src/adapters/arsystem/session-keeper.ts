import { abortErrorOf, ChatError, type CallOptions, type Session } from '../../contract/index.js';
import { closedError } from './entries.js';

export interface SessionKeeperOptions {
  read(call: CallOptions): Promise<Session>;
  /** The host's token. Errors: `unauthenticated`. */
  token(): Promise<string>;
  /** Milliseconds after which the session is read again. */
  readonly pace: number;
  /** Told of each replacement, with the session before it. */
  onChange(next: Session, before: Session): void;
  /** Aborted when the connection is closed. */
  readonly closing: AbortSignal;
}

/** The session of a connection: what it is now, found by reading it again now and then. */
export class SessionKeeper {
  #session: Session;
  #readAt = performance.now();
  #token: string;
  readonly #options: SessionKeeperOptions;

  /** `token`: the one that the session was read with. */
  constructor(session: Session, token: string, options: SessionKeeperOptions) {
    this.#session = session;
    this.#token = token;
    this.#options = options;
  }

  /** The same object until something in it changes. */
  get current(): Session {
    return this.#session;
  }

  /** Reads it again where that is due. Errors: `unauthenticated` where somebody else is signed in. */
  async refresh(call: CallOptions): Promise<void> {
    // Several ask at about the same time.
    if (performance.now() - this.#readAt < this.#options.pace / 2) return;
    await this.#read(call);
  }

  /** Where the host hands over another token than before, makes sure that it is the same viewer's. Errors: as `refresh`. */
  async confirm(call: CallOptions): Promise<void> {
    const token = await this.#options.token();
    if (token === this.#token) return;
    await this.#read(call);
    this.#token = token;
  }

  async #read(call: CallOptions): Promise<void> {
    const readBefore = this.#readAt;
    this.#readAt = performance.now();
    const next = await this.#options.read(call).catch((thrown: unknown) => {
      this.#readAt = readBefore;
      throw thrown;
    });
    if (next.viewer.id !== this.#session.viewer.id) {
      this.#readAt = -Infinity;
      throw new ChatError('unauthenticated', `AR System: ${next.viewer.name} is signed in now.`);
    }
    const before = this.#session;
    if (contentOf(next) === contentOf(before)) return;
    this.#session = next;
    this.#options.onChange(next, before);
  }

  /** The sessions that replace this one. */
  async *watch({ signal }: CallOptions): AsyncGenerator<Session, void> {
    const { closing, pace } = this.#options;
    const ending = AbortSignal.any([signal, closing]);
    let told = this.#session;
    for (;;) {
      await pause(pace, ending);
      if (signal.aborted) throw abortErrorOf(signal);
      if (closing.aborted) throw closedError();
      await this.refresh({ signal });
      if (this.#session === told) continue;
      told = this.#session;
      yield told;
    }
  }
}

function contentOf(session: Session): string {
  return JSON.stringify({ ...session, at: 0 });
}

/** Resolves after `ms`, or when the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', settle);
      resolve();
    };
    const timer = setTimeout(settle, ms);
    signal.addEventListener('abort', settle);
    if (signal.aborted) settle();
  });
}
