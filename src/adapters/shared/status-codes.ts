import type { ChatErrorCode } from '../../contract/index.js';

const codes: Readonly<Record<number, ChatErrorCode>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  412: 'conflict',
  413: 'invalid',
  422: 'invalid',
  428: 'invalid',
  429: 'rate-limited',
  501: 'unsupported',
  504: 'timeout',
};

/** What an HTTP status says, where the answer says nothing better. */
export function codeOfStatus(status: number): ChatErrorCode {
  return codes[status] ?? (status >= 500 ? 'unavailable' : 'protocol');
}

/** Milliseconds of a `Retry-After`, which is in seconds; a date, which needs the backend's clock, is left out. */
export function retryAfterOf(headers: Headers): { readonly retryAfter?: number } {
  const seconds = headers.get('Retry-After');
  return seconds !== null && /^\d+$/.test(seconds) ? { retryAfter: Number(seconds) * 1000 } : {};
}
