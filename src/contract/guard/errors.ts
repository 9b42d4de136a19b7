import { ChatError, type ChatErrorCode, chatErrorCodes, isAbortError } from '../chat-error.js';
import { asMalformed, type FaultReporter } from './faults.js';
import { chat, named } from './records.js';
import type { Check } from './shape.js';

/** Which adapter did what, for messages. */
export interface CallContext {
  readonly adapterId: string;
  readonly method: string;
}

/** Milliseconds; nobody is made to wait longer than an hour. */
const maxRetryAfter = 3_600_000;

/** The error of the contract that stands for whatever an adapter threw. */
export function toChatError(thrown: unknown, context: CallContext, faults: FaultReporter): ChatError {
  try {
    if (looksLikeChatError(thrown)) return rebuilt(thrown, context, faults);
    if (isAbortError(thrown)) {
      return new ChatError('unavailable', `${said(context)} gave up by itself.`, { cause: thrown });
    }
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    return protocolError(context, `failed: ${detail}`, thrown);
  } catch {
    return protocolError(context, 'failed with an error that cannot be read', undefined);
  }
}

/** An answer or batch that the contract does not allow. */
export function malformedError(thrown: unknown, context: CallContext): ChatError {
  const fault = asMalformed(thrown);
  const where = fault.path === '' ? 'the answer' : fault.path;
  return protocolError(context, `broke rule ${fault.rule}: ${where} ${fault.message}`, undefined);
}

export function protocolError(context: CallContext, what: string, cause: unknown): ChatError {
  return new ChatError('protocol', `${said(context)} ${what}. The adapter's team has to correct this.`, { cause });
}

function said({ adapterId, method }: CallContext): string {
  return `Adapter "${adapterId}", ${method},`;
}

interface LooseChatError {
  readonly name: 'ChatError';
  readonly code?: unknown;
  readonly message?: unknown;
  readonly retryable?: unknown;
  readonly retryAfter?: unknown;
  readonly backendCode?: unknown;
  readonly chat?: unknown;
  readonly by?: unknown;
}

/** By name: two copies of the class may meet on one page. */
function looksLikeChatError(thrown: unknown): thrown is LooseChatError {
  return thrown instanceof Error && thrown.name === 'ChatError';
}

/** A copy with the fields that hold; the original is its cause. */
function rebuilt(thrown: LooseChatError, context: CallContext, faults: FaultReporter): ChatError {
  const code = chatErrorCodes.find((known): known is ChatErrorCode => known === thrown.code);
  if (code === undefined) {
    return protocolError(context, `threw a ChatError with the unknown code "${String(thrown.code)}"`, thrown);
  }
  const { message, retryable, retryAfter, backendCode } = thrown;
  const current = thrown.chat === undefined ? undefined : faults.take('chat', chat, thrown.chat);
  const by = orNothing(named, thrown.by);
  return new ChatError(code, typeof message === 'string' ? message : code, {
    cause: thrown,
    ...(typeof retryable === 'boolean' ? { retryable } : {}),
    ...(typeof retryAfter === 'number' && retryAfter >= 0 && Number.isFinite(retryAfter)
      ? { retryAfter: Math.min(retryAfter, maxRetryAfter) }
      : {}),
    ...(typeof backendCode === 'string' ? { backendCode } : {}),
    ...(current === undefined ? {} : { chat: current }),
    ...(by === undefined ? {} : { by }),
  });
}

function orNothing<T>(check: Check<T>, raw: unknown): T | undefined {
  if (raw === undefined) return undefined;
  try {
    return check(raw);
  } catch {
    return undefined;
  }
}
