import { ChatError, isChatError } from '../contract/index.js';

/** What the guard lets through is a ChatError already; anything else is a fault in our own code and kept as the cause. */
export function toChatError(thrown: unknown): ChatError {
  if (isChatError(thrown)) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ChatError('protocol', message, { cause: thrown });
}
