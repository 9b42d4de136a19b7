import type { CursorSigner } from './change-log/cursor.js';
import type { Hub } from './change-log/hub.js';
import type { Database } from './database/database.js';
import type { Audit } from './domain/session.js';
import type { RateLimiter } from './http/rate-limit.js';

/** What the routes work with. */
export interface Services {
  readonly database: Database;
  readonly hub: Hub;
  readonly cursors: CursorSigner;
  readonly limiter: RateLimiter;
  readonly audit: Audit;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Bytes that may wait for one reader of a stream. */
  readonly streamBuffer: number;
  /** Called for errors that nobody is told about. */
  readonly onError: (error: unknown) => void;
}
