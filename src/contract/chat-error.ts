import type { Chat, Named } from './model.js';

/**
 * What went wrong, in words that stay the same over versions.
 * - `unauthenticated`: nobody is signed in any more
 * - `forbidden`: the viewer may not
 * - `not-found`: no such chat, agent or queue, or none that the viewer can see
 * - `conflict`: somebody was faster; see `chat` and `by`
 * - `unsupported`: this backend cannot do it
 * - `invalid`: the backend does not take these values
 * - `rate-limited`: too many calls; see `retryAfter`
 * - `unavailable`: the backend cannot be reached or is broken
 * - `timeout`: no answer in time; for a command, whether it happened is open
 * - `protocol`: the backend or the adapter answered something that the contract does not allow
 */
export type ChatErrorCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'unsupported'
  | 'invalid'
  | 'rate-limited'
  | 'unavailable'
  | 'timeout'
  | 'protocol';

export const chatErrorCodes: readonly ChatErrorCode[] = [
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'unsupported',
  'invalid',
  'rate-limited',
  'unavailable',
  'timeout',
  'protocol',
];

const retryableCodes: readonly ChatErrorCode[] = ['rate-limited', 'unavailable', 'timeout'];

export interface ChatErrorOptions {
  /** By default as the code says: `rate-limited`, `unavailable` and `timeout` are. */
  readonly retryable?: boolean;
  /** Milliseconds to wait before the next try. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
  /** The backend's own error number or word. */
  readonly backendCode?: string;
  /** On `conflict`: the chat as it is now. */
  readonly chat?: Chat;
  /** On `conflict`: who changed it. */
  readonly by?: Named;
}

/**
 * The one error of the contract. Tell errors apart by `code`, never by `instanceof`: two copies of this class may meet
 * on one page.
 */
export class ChatError extends Error {
  readonly code: ChatErrorCode;
  readonly retryable: boolean;
  readonly retryAfter?: number;
  readonly backendCode?: string;
  readonly chat?: Chat;
  readonly by?: Named;

  constructor(code: ChatErrorCode, message: string, options: ChatErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ChatError';
    this.code = code;
    this.retryable = options.retryable ?? retryableCodes.includes(code);
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
    if (options.backendCode !== undefined) this.backendCode = options.backendCode;
    if (options.chat !== undefined) this.chat = options.chat;
    if (options.by !== undefined) this.by = options.by;
  }
}

/** Whether a thrown value is an error of the contract, whichever copy of the class made it, in another frame too. */
export function isChatError(thrown: unknown): thrown is ChatError {
  if (Object.prototype.toString.call(thrown) !== '[object Error]') return false;
  const { name, code } = thrown as ChatError;
  return name === 'ChatError' && chatErrorCodes.includes(code);
}

/** Whether a thrown value says that the caller's own signal ended the call. */
export function isAbortError(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && (thrown as { name?: unknown }).name === 'AbortError';
}

/** The `AbortError` of an aborted signal, whatever reason the signal was given; that becomes its `cause`. */
export function abortErrorOf(signal: AbortSignal): DOMException {
  const reason: unknown = signal.reason;
  if (reason instanceof DOMException && reason.name === 'AbortError') return reason;
  const error = new DOMException('The call was aborted.', 'AbortError');
  Object.defineProperty(error, 'cause', { value: reason, configurable: true, writable: true });
  return error;
}
