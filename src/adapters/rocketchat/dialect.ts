import { ChatError, type ChatErrorCode } from '../../contract/index.js';
import type { RestAnswer, RestDialect } from '../shared/rest-client.js';
import { codeOfStatus, retryAfterOf } from '../shared/status-codes.js';
import { fieldsOf, textOf } from './fields.js';

/** The server's words for refusals, by what they mean. */
const words: readonly (readonly [ChatErrorCode, RegExp])[] = [
  ['rate-limited', /too-many-requests/],
  ['unauthenticated', /^error-(invalid-user|not-logged-in|user-not-found-session)$/],
  ['conflict', /already[-_]closed|room-closed|inquiry-(already-)?taken|error-room-already|Inquiry already taken/i],
  [
    'not-found',
    /invalid-room|room-not-found|error-not-found|inquiry-not-found|department-not-found|invalid-visitor|user-not-found/,
  ],
  ['forbidden', /not-allowed|no-permission|unauthorized/],
];

/** Answers of 4xx whose status says too little: the server answers 400 to nearly everything. */
const vague: readonly number[] = [200, 400];

/** A refusal may come as `success: false`, whatever the status, and says why in `error`. */
export const rocketchatDialect: RestDialect = {
  name: 'Rocket.Chat',
  errorOf(answer: RestAnswer, what: string): ChatError | undefined {
    const { status, headers } = answer;
    const body = fieldsOf<'success' | 'error' | 'errorType' | 'message' | 'status'>(answer.body);
    if (status >= 200 && status < 300 && body.success !== false && body.status !== 'error') return undefined;
    const text = textOf(body.error) ?? textOf(body.message) ?? `HTTP ${status}`;
    const word = textOf(body.errorType) ?? /\[([\w-]+)\]$/.exec(text)?.[1] ?? text;
    const isVague = vague.includes(status);
    const code = (isVague && codeOfWords(word, text)) || (status < 300 ? 'invalid' : codeOfStatus(status));
    return new ChatError(code, `${what}: ${text}`, {
      ...(code === 'rate-limited' && waitOf(headers)),
      backendCode: (word === `HTTP ${status}` ? String(status) : word).slice(0, 100),
    });
  },
};

function codeOfWords(word: string, text: string): ChatErrorCode | undefined {
  return words.find(([, pattern]) => pattern.test(word) || pattern.test(text))?.[0];
}

/** The limiter has no `Retry-After`, but says on the server's clock when it lets calls pass again. */
function waitOf(headers: Headers): { readonly retryAfter?: number } {
  const stated = retryAfterOf(headers);
  if (stated.retryAfter !== undefined) return stated;
  const reset = Number(headers.get('X-RateLimit-Reset') ?? NaN);
  const date = headers.get('Date');
  const wait = reset - (date === null ? Date.now() : new Date(date).getTime());
  return wait >= 0 && wait <= 3_600_000 ? { retryAfter: wait } : {};
}
