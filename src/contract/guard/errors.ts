import { ChatError, isAbortError, isChatError } from '../chat-error.js';
import type { FaultReporter } from './faults.js';
import { chat, named } from './records.js';
import { amount, flag, text } from './scalars.js';
import { type Check, Malformed } from './shape.js';

/** Milliseconds; nobody is made to wait longer than an hour. */
const maxRetryAfter = 3_600_000;

/** What an adapter's `ChatError` may carry beside code and message. */
const details: Readonly<Record<string, Check<unknown>>> = {
  retryable: flag,
  retryAfter: (value) => Math.min(amount(value), maxRetryAfter),
  backendCode: text,
  by: named,
};

/** The error of the contract that stands for whatever an adapter threw or answered; `where` names adapter and method. */
export function toChatError(thrown: unknown, where: string, faults: FaultReporter): ChatError {
  let what: string;
  try {
    if (isChatError(thrown)) return copyOf(thrown, faults);
    if (isAbortError(thrown)) return new ChatError('unavailable', `${where} gave up by itself.`, { cause: thrown });
    if (thrown instanceof Malformed) what = `broke rule ${thrown.rule}: ${thrown.path} ${thrown.message}`;
    else what = `failed: ${String(thrown)}`;
  } catch {
    what = 'failed with an error that cannot be read';
  }
  return new ChatError('protocol', `${where} ${what}. The adapter's team has to correct this.`, { cause: thrown });
}

/** With the details that hold; the original is its cause. */
function copyOf(original: ChatError, faults: FaultReporter): ChatError {
  const options: Record<string, unknown> = { cause: original };
  for (const [name, check] of Object.entries(details)) {
    try {
      options[name] = check(original[name as keyof ChatError]);
    } catch {
      // The error counts without it.
    }
  }
  if (original.chat !== undefined) options['chat'] = faults.take('chat', chat, original.chat);
  return new ChatError(original.code, original.message, options);
}
