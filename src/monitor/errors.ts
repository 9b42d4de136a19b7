import { ChatError, chatErrorCodes, isChatError, type ChatErrorCode } from '../contract/index.js';

/** What the guard lets through is a ChatError already; anything else is a fault in our own code and kept as the cause. */
export function toChatError(thrown: unknown): ChatError {
  if (isChatError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ChatError('protocol', message, { cause: thrown });
}

/** A code in a backend's own words is only known to be a refusal. */
export function toErrorCode(code: string): ChatErrorCode {
  return (chatErrorCodes as readonly string[]).includes(code) ? (code as ChatErrorCode) : 'invalid';
}
