import { ChatError, type CommandOutcome } from '../contract/index.js';
import { toChatError, toErrorCode } from './errors.js';

/** One question is given up after this, ms. */
export const ASK_LIMIT = 15_000;

/** After these it cannot be known; after any other error the next answer may be better. */
const finalCodes: readonly string[] = ['forbidden', 'not-found', 'unsupported', 'invalid', 'conflict'];

/** What a backend that was asked says became of a command, or undefined where asking again may help. */
export async function outcomeOf(asked: Promise<CommandOutcome | undefined>): Promise<CommandOutcome | undefined> {
  try {
    return (await asked) ?? { state: 'unknown' };
  } catch (thrown) {
    return finalCodes.includes(toChatError(thrown).code) ? { state: 'unknown' } : undefined;
  }
}

/** Why the backend refused a command, in the contract's words. */
export function refusalOf({ code, message }: Extract<CommandOutcome, { state: 'refused' }>): ChatError {
  return new ChatError(toErrorCode(code), message ?? code);
}
