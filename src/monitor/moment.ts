import type { Clock } from './ports.js';

/** A moment on both clocks of the machine: one may stand still while it sleeps, the other may be set by somebody. */
export interface Moment {
  readonly now: number;
  readonly wall: number;
}

export function momentOf(clock: Clock): Moment {
  return { now: clock.now(), wall: clock.wall() };
}

/** Milliseconds since then, by the clock that counts more. */
export function elapsedSince(moment: Moment, clock: Clock): number {
  return Math.max(clock.now() - moment.now, clock.wall() - moment.wall);
}
