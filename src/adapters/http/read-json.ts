import { ChatError } from '../../contract/index.js';
import { sizeLimit } from './event-parser.js';

/** What a JSON answer of the protocol always is: an object. What is in it, the guard checks. */
export type Json = Readonly<Record<string, unknown>>;

export function isJson(response: Response): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(response.headers.get('Content-Type') ?? '');
}

/** Errors: `protocol` for anything but a JSON object, `unavailable` for an answer that is cut. */
export async function readJson(response: Response, what: string): Promise<Json> {
  if (!isJson(response)) throw await wrongType(response, what, 'JSON');
  return parseObject(await readText(response, what), what);
}

/** Errors: `protocol` for anything but a JSON object. */
export function parseObject(text: string, what: string): Json {
  let value: unknown;
  let cause: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    cause = thrown;
  }
  if (!isObject(value)) throw new ChatError('protocol', `${what}: no valid JSON object.`, { cause });
  return value;
}

/** An answer of another content type: mostly a page of a sign-in or a proxy. Its body is dropped. */
export async function wrongType(response: Response, what: string, expected: string): Promise<ChatError> {
  await response.body?.cancel();
  const type = response.headers.get('Content-Type') ?? 'nothing';
  const hint = 'Has the sign-in ended, or does something else answer at `src`?';
  return new ChatError('protocol', `${what}: the answer is ${type} instead of ${expected}. ${hint}`);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readText(response: Response, what: string): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) return text;
      text += decoder.decode(chunk.value, { stream: true });
      if (text.length > sizeLimit) break;
    }
  } catch (cause) {
    throw new ChatError('unavailable', `${what}: the answer broke off.`, { cause });
  }
  await reader?.cancel();
  throw new ChatError('protocol', `${what}: the answer is longer than ${sizeLimit} characters.`);
}
