import { asMalformed } from './faults.js';
import { id, text } from './scalars.js';
import { type Check, Malformed, object, optional } from './shape.js';

/** A signal of any realm. */
const signal: Check<AbortSignal> = (value) => {
  const candidate = value as Partial<AbortSignal> | null;
  if (typeof candidate === 'object' && candidate !== null && typeof candidate.addEventListener === 'function') {
    if (typeof candidate.aborted === 'boolean') return candidate as AbortSignal;
  }
  throw new Malformed('must be an AbortSignal');
};

export const callOptions = object<{ signal: AbortSignal }>({ signal });

export const watchOptions = object<{ signal: AbortSignal; cursor?: string }>({ signal, cursor: optional(text) });

export const performOptions = object<{ signal: AbortSignal; idempotencyKey: string }>({ signal, idempotencyKey: id });

/** The clean argument; a wrong one is the caller's mistake. Errors: TypeError. */
export function argument<T>(method: string, name: string, check: Check<T>, value: unknown): T {
  try {
    return check(value);
  } catch (thrown) {
    const { path, message } = asMalformed(thrown);
    throw new TypeError(`${method}: ${path === '' ? name : `${name}.${path}`} ${message}.`, { cause: thrown });
  }
}
