import type { Chat, ChatErrorCode, Named } from 'chat-monitor-elements/contract';

export interface ProblemDetails {
  /** This server's own word, for what the contract's code does not tell apart. */
  readonly backendCode?: string;
  /** On a conflict: the chat as the viewer may see it now. */
  readonly chat?: Chat;
  /** On a conflict: who changed it. */
  readonly by?: Named;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** Whole seconds. */
  readonly retryAfter?: number;
}

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 501 | 503;

const codes: Readonly<Record<ProblemStatus, ChatErrorCode>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  412: 'conflict',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  428: 'invalid',
  429: 'rate-limited',
  500: 'unavailable',
  501: 'unsupported',
  503: 'unavailable',
};

/** A refusal that the caller is told about. The message says which thing, and what to do. */
export class Problem extends Error {
  readonly code: ChatErrorCode;

  constructor(
    readonly status: ProblemStatus,
    message: string,
    readonly details: ProblemDetails = {},
  ) {
    super(message);
    this.name = 'Problem';
    this.code = codes[status];
  }
}
