import type { Session } from '../../contract/index.js';
import type { RelayedCall } from './messages.js';
import type { Feed } from './replica.js';

export interface SourceCallOptions {
  readonly signal: AbortSignal;
  readonly idempotencyKey?: string;
}

/** Where a page's lists and calls go: to the backend, or to the page that has the connection to it. */
export interface Source {
  /** Another page has the connection. */
  readonly relayed: boolean;
  /** As it was when the source was opened. */
  readonly session: Session;
  /** Names of the connection's methods. */
  readonly methods: readonly string[];
  readonly feed: Feed;
  call(method: RelayedCall, args: readonly unknown[], options: SourceCallOptions): Promise<unknown>;
  /** Ends its feeds and calls. */
  close(): void;
}
