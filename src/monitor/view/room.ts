/**
 * How long an array is to become that has not room for `needed`: twice as long at least, so that what comes one by one
 * costs little each.
 */
export function roomFor(needed: number, length: number): number {
  return Math.max(needed, 2 * length, 64);
}
