import { ChatError, chatErrorCodes } from '../../contract/index.js';
import type { Chat, ChatErrorCode, ChatErrorOptions, Named } from '../../contract/index.js';
import { isJson, isObject, readJson, type Json } from './read-json.js';

const codes: Readonly<Record<number, ChatErrorCode>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  412: 'conflict',
  413: 'invalid',
  422: 'invalid',
  428: 'invalid',
  429: 'rate-limited',
  501: 'unsupported',
  504: 'timeout',
};

/** What a proxy in between may say as well; every other code only the backend can mean. */
const anybody: readonly ChatErrorCode[] = ['unauthenticated', 'forbidden', 'rate-limited', 'unavailable', 'timeout'];

/** The error that a failed answer says. */
export async function errorOfResponse(response: Response, what: string): Promise<ChatError> {
  const { status } = response;
  const retryAfter = retryAfterOf(response.headers);
  if (isJson(response)) {
    // A problem that cannot be read still has its status.
    const problem = await readJson(response, what).catch((): Json => ({}));
    return errorOfProblem({ status, ...problem }, `${what}: HTTP ${status}.`, retryAfter);
  }
  await response.body?.cancel();
  const code = codeOfStatus(status);
  if (anybody.includes(code)) return new ChatError(code, `${what}: HTTP ${status}.`, retryAfterOption(retryAfter));
  return new ChatError(
    'protocol',
    `${what}: HTTP ${status} without a problem document. Does \`src\` name the backend?`,
  );
}

/** The error that a problem document says, in an answer or in a stream. */
export function errorOfProblem(problem: Json, otherwise: string, retryAfter?: number): ChatError {
  const { code, status, detail, title, backendCode, chat, by } = problem;
  const known = chatErrorCodes.find((one) => one === code) ?? codeOfStatus(typeof status === 'number' ? status : 0);
  const words = [detail, title].find((text): text is string => typeof text === 'string' && text !== '');
  const options: ChatErrorOptions = {
    cause: problem,
    ...retryAfterOption(retryAfter),
    ...(typeof backendCode === 'string' && { backendCode }),
    ...(isObject(chat) && { chat: chat as unknown as Chat }),
    ...(isObject(by) && { by: by as unknown as Named }),
  };
  return new ChatError(known, words ?? otherwise, options);
}

function codeOfStatus(status: number): ChatErrorCode {
  return codes[status] ?? (status >= 500 ? 'unavailable' : 'protocol');
}

function retryAfterOption(retryAfter: number | undefined): ChatErrorOptions {
  return retryAfter === undefined ? {} : { retryAfter };
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `Retry-After` in milliseconds. A date is measured against the answer's own `Date`: clocks may differ. */
function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('Retry-After')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const until = httpDate(value);
  if (until === undefined) return undefined;
  return Math.max(0, until - (httpDate(headers.get('Date') ?? '') ?? Date.now()));
}

/** Epoch milliseconds of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`. */
function httpDate(text: string): number | undefined {
  const match = /^\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(text);
  if (!match) return undefined;
  const [, day, name = '', year, hours, minutes, seconds] = match;
  const month = months.indexOf(name);
  if (month < 0) return undefined;
  return Date.UTC(Number(year), month, Number(day), Number(hours), Number(minutes), Number(seconds));
}
