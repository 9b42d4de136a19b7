import { ChatError, chatErrorCodes } from '../../contract/index.js';
import type { ChatErrorOptions } from '../../contract/index.js';
import { codeOfStatus, retryAfterOf } from '../shared/status-codes.js';
import type { Json } from './read-json.js';

/** The error that a failed answer says. */
export async function errorOfAnswer(response: Response, what: string): Promise<ChatError> {
  const { status, headers } = response;
  const words = `${what}: HTTP ${status}.`;
  const retry = retryAfterOf(headers);
  if (headers.get('Content-Type')?.includes('json')) {
    // A problem that cannot be read still has its status.
    const problem = (await response.json().catch(() => undefined)) as Json | undefined;
    return errorOfProblem({ status, ...problem }, words, retry);
  }
  await response.body?.cancel();
  // A proxy in between can say these; everything else only the backend can mean.
  if ([401, 403, 408, 429].includes(status) || (status >= 500 && status !== 501)) {
    return errorOfProblem({ status }, words, retry);
  }
  return new ChatError('protocol', `${words} It is no problem document. Does \`src\` name the backend?`);
}

/** The error that a problem document says, in an answer or in a stream. What it carries, the guard checks. */
export function errorOfProblem(problem: Json, otherwise: string, options: ChatErrorOptions = {}): ChatError {
  const { code, status, detail, title, backendCode, chat, by } = problem;
  const known = chatErrorCodes.find((one) => one === code) ?? codeOfStatus(Number(status));
  const words = [detail, title, otherwise].find((text) => typeof text === 'string' && text !== '');
  return new ChatError(
    known,
    words as string,
    { ...options, cause: problem, backendCode, chat, by } as ChatErrorOptions,
  );
}
