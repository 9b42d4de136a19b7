import { ChatError, type ChatErrorCode } from '../../contract/index.js';
import type { RestAnswer, RestDialect } from '../shared/rest-client.js';
import { codeOfStatus, retryAfterOf } from '../shared/status-codes.js';

/** One of the messages that AR System answers with where something is wrong. */
interface ArMessage {
  readonly messageType?: unknown;
  readonly messageText?: unknown;
  readonly messageAppendedText?: unknown;
  readonly messageNumber?: unknown;
}

/** Numbers that say more than the status they come with. */
const codes: Readonly<Record<number, ChatErrorCode>> = {
  // No connection to the server, or no answer in time: what a write did is open.
  90: 'unavailable',
  91: 'unavailable',
  92: 'timeout',
  93: 'timeout',
  94: 'timeout',
  // No such entry.
  302: 'not-found',
  // No such form or field: the form map is wrong, and no person or chat.
  303: 'protocol',
  314: 'protocol',
  // A value or a qualification that the server does not take.
  306: 'invalid',
  307: 'invalid',
  326: 'invalid',
  1587: 'protocol',
  // Changed meanwhile, or not unique.
  309: 'conflict',
  382: 'conflict',
  // Not signed in.
  612: 'unauthenticated',
  623: 'unauthenticated',
  // The account is busy with another call.
  9093: 'unavailable',
};

/** An installation's own workflow refuses with numbers from here on. */
const OWN_MESSAGES = 10_000;

export const dialect: RestDialect = {
  name: 'AR System',
  errorOf({ status, headers, body }: RestAnswer, what: string): ChatError | undefined {
    if (status >= 200 && status < 300) return undefined;
    const message = errorIn(body);
    if (message === undefined) return undefined;
    const number = Number(message.messageNumber);
    const code = codes[number] ?? (number >= OWN_MESSAGES && isVague(status) ? 'invalid' : codeOfStatus(status));
    return new ChatError(code, `${what}: ${wordsOf(message)}`, {
      ...retryAfterOf(headers),
      cause: body,
      backendCode: Number.isFinite(number) ? String(number) : String(status),
    });
  },
};

/** A server answers so whatever is wrong. */
function isVague(status: number): boolean {
  return status === 400 || status === 500;
}

/** The first error of an array of messages, which may begin with notes and warnings. */
function errorIn(body: unknown): ArMessage | undefined {
  if (!Array.isArray(body)) return undefined;
  const messages = body.filter((one): one is ArMessage => typeof one === 'object' && one !== null);
  return messages.find(({ messageType }) => messageType === 'ERROR') ?? messages[0];
}

function wordsOf({ messageNumber, messageText, messageAppendedText }: ArMessage): string {
  const texts = [messageText, messageAppendedText].filter((text) => typeof text === 'string' && text !== '');
  return `${texts.join(' ') || 'no text'} (${String(messageNumber)})`;
}
