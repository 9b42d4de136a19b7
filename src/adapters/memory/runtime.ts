/** Calls back once, after `ms` milliseconds; the returned function takes that back. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

/** Where time comes from. Tests bring their own and never sleep. */
export interface MemoryRuntime {
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly setTimer: SetTimer;
}

/** The time of the machine. */
export const systemRuntime: MemoryRuntime = {
  now: () => Date.now(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
