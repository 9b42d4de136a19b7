/**
 * How long an array is to become that has not room for `needed`: a quarter longer at least, so that what comes one by one
 * costs little each.
 */
export function roomFor(needed: number, length: number): number {
  return Math.max(needed, Math.ceil(length * 1.25), 64);
}
