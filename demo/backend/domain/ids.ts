import { randomUUID } from 'node:crypto';

/** A new id that says what it is of, which makes logs readable. */
export function newId(kind: 'chat' | 'message' | 'notice' | 'transfer' | 'assist'): string {
  return `${kind}-${randomUUID()}`;
}
