type Numbers = Uint8Array | Int32Array | Float64Array;

/** The same numbers with room for more, which are 0. */
export function enlarged<T extends Numbers>(numbers: T, length: number): T {
  const bigger = new (numbers.constructor as new (length: number) => T)(length);
  bigger.set(numbers);
  return bigger;
}

/** How long an array is to become without room for `needed`: at least twice as long, so that what comes one by one is cheap. */
export function roomFor(needed: number, length: number): number {
  return Math.max(needed, 2 * length, 64);
}
