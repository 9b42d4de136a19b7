import { chatOperations, type Allowed, type Named, type RefusalReason } from '../model.js';
import type { Check } from './shape.js';

/** So many different values of a kind are remembered; then the memory of them begins anew. */
const LIMIT = 2_000;

/**
 * The check of what many records name, such as their queue: equal values are one object, which is neither made, frozen
 * nor collected again with each record.
 */
export function commonNamed(check: Check<Named>): Check<Named> {
  const known = new Map<string, Named>();
  return remembering(check, {
    find(value) {
      const found = known.get((value as Named).id);
      return found?.name === (value as Named).name ? found : undefined;
    },
    keep: (clean) => remember(known, clean.id, clean),
  });
}

/** The same for what is allowed, which is alike in most chats of one state; `reasons` are all that a refusal may give. */
export function commonAllowed(check: Check<Allowed>, reasons: readonly RefusalReason[]): Check<Allowed> {
  const known = new Map<number, Allowed>();
  return remembering(check, {
    find(value) {
      const other = typeof value !== 'object' || Array.isArray(value);
      return other ? undefined : known.get(numberOf(value as Allowed, reasons));
    },
    keep(clean) {
      const number = numberOf(clean, reasons);
      if (!Number.isNaN(number)) remember(known, number, clean);
    },
  });
}

/** A digit for each operation. NaN where a refusal has words of its own. */
function numberOf(allowed: Allowed, reasons: readonly RefusalReason[]): number {
  let number = 0;
  for (const operation of chatOperations) {
    const permission = allowed[operation];
    number *= reasons.length + 2;
    if (permission === true) number += 1;
    else if (permission !== undefined) {
      const at = permission.text === undefined ? reasons.indexOf(permission.reason) : -1;
      number += at === -1 ? Number.NaN : at + 2;
    }
  }
  return number;
}

interface Memory<T> {
  /** Throws for what is malformed, or finds nothing. */
  find(value: unknown): T | undefined;
  keep(clean: T): void;
}

function remembering<T>(check: Check<T>, memory: Memory<T>): Check<T> {
  return (value) => {
    let found: T | undefined;
    try {
      found = memory.find(value);
    } catch {
      // The check says what is wrong.
    }
    if (found !== undefined) return found;
    const clean = check(value);
    memory.keep(clean);
    return clean;
  };
}

function remember<K, V>(known: Map<K, V>, key: K, value: V): void {
  if (known.size >= LIMIT) known.clear();
  known.set(key, value);
}
