import { type CallOptions, ChatError } from '../../contract/index.js';
import { Cable, type CableEvent } from './cable.js';
import type { Identity } from './identity.js';
import type { ChatwootAdapterOptions } from './options.js';

/**
 * What the watches of one connection share: the line on which changes are pushed, open while somebody watches, and the
 * end of it all.
 */
export class Line {
  readonly #options: ChatwootAdapterOptions;
  readonly #base: URL;
  readonly #identity: Identity;
  readonly #closing = new AbortController();
  #cable: Cable | undefined;
  #users = 0;
  onEvent: (event: CableEvent) => void = () => undefined;
  /** Changes were missed: what is built of them has to begin anew. */
  onLost: (error: ChatError) => void = () => undefined;

  constructor(options: ChatwootAdapterOptions, base: URL, identity: Identity) {
    this.#options = options;
    this.#base = base;
    this.#identity = identity;
  }

  /** Aborts when the connection closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Changes are pushed. */
  get live(): boolean {
    return this.#cable?.live ?? false;
  }

  checkViewer(options: CallOptions): Promise<void> {
    return this.#identity.check(options);
  }

  /** Resolves once it is known whether changes are pushed: what is looked at from then on has no gap. */
  async ready(signal: AbortSignal): Promise<void> {
    await this.#cable?.opened;
    signal.throwIfAborted();
  }

  /** Errors: what `body` throws, and `unavailable` when the connection closes. */
  async *watch<T>(caller: AbortSignal, body: (signal: AbortSignal) => AsyncIterable<T>): AsyncGenerator<T, void> {
    try {
      this.#enter();
      yield* body(AbortSignal.any([caller, this.signal]));
    } catch (thrown) {
      throw this.#reason(caller, thrown);
    } finally {
      if (--this.#users === 0) this.#hangUp();
    }
  }

  /** Errors: what `body` throws, and `unavailable` when the connection closes. */
  async call<T>({ signal: caller }: CallOptions, body: (options: CallOptions) => Promise<T>): Promise<T> {
    try {
      const signal = AbortSignal.any([caller, this.signal]);
      signal.throwIfAborted();
      return await body({ signal });
    } catch (thrown) {
      throw this.#reason(caller, thrown);
    }
  }

  close(): void {
    this.#closing.abort();
    this.#hangUp();
  }

  #enter(): void {
    this.#users++;
    if (this.signal.aborted || (this.#cable && !this.#cable.over)) return;
    const { socket = globalThis.WebSocket, account } = this.#options;
    const { id, pubsubToken } = this.#identity.viewer;
    if (!socket || pubsubToken === undefined) return;
    this.#cable = new Cable({
      socket,
      url: this.#url(),
      room: { pubsub_token: pubsubToken, account_id: account, user_id: Number(id) },
      onEvent: (event) => this.onEvent(event),
      onLost: (error) => void this.#lose(error),
    });
  }

  /** The line ends with the sign-in, too: then that is what the watches are told. */
  async #lose(error: ChatError): Promise<void> {
    let reason = error;
    try {
      await this.#identity.check({ signal: this.signal });
    } catch (thrown) {
      if (this.signal.aborted) return;
      reason = thrown as ChatError;
      this.#identity.fail(reason);
    }
    this.onLost(reason);
  }

  #hangUp(): void {
    this.#cable?.close();
    this.#cable = undefined;
  }

  #url(): string {
    const url = new URL(this.#options.cable ?? 'cable', this.#base);
    url.protocol = url.protocol === 'https:' || url.protocol === 'wss:' ? 'wss:' : 'ws:';
    return url.href;
  }

  #reason(caller: AbortSignal, thrown: unknown): unknown {
    if (!this.signal.aborted || caller.aborted) return thrown;
    return new ChatError('unavailable', 'Chatwoot: the connection is closed.', { retryable: false });
  }
}
