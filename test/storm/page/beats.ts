import type { World } from './world.js';

/** A disk that holds up the time for so long, ms of the real clock, does not answer at all. */
const HOLD_LIMIT = 20_000;

/**
 * Time for many worlds: it goes on from timer to timer, as fast as the browser can, but only while nothing is under way
 * that takes real time: messages, locks, the disk. So no limit is ever missed because the machine is busy.
 */
export class Beats {
  readonly #waiting = new Set<(beat: number) => void>();
  readonly #near = new BroadcastChannel('storm beats');
  readonly #far = new BroadcastChannel('storm beats');
  readonly #turns = new MessageChannel();
  #running = false;
  #beat = 0;

  /** Resolves when so many ms have passed for a world. */
  async run(world: World, ms: number): Promise<void> {
    const end = world.clock.now() + ms;
    // What was begun goes on at least a little, also in no time.
    await this.#goOn(world, () => world.clock.now() >= end, end);
  }

  /** Resolves as soon as `reached`, with whether that is so within `limit` ms. */
  async until(world: World, reached: () => boolean, limit: number): Promise<boolean> {
    const end = world.clock.now() + limit;
    let is = false;
    await this.#goOn(world, () => (is = reached()) || world.clock.now() >= end, end);
    return is;
  }

  async #goOn(world: World, done: () => boolean, end: number): Promise<void> {
    let quiet = 0;
    let heldSince: number | undefined;
    for (;;) {
      await this.#next();
      const { busy } = world;
      if (busy === 'held') {
        heldSince ??= performance.now();
        if (performance.now() - heldSince > HOLD_LIMIT) throw new Error('The disk does not answer.');
        continue;
      }
      heldSince = undefined;
      quiet = busy === 'yes' ? 0 : quiet + 1;
      if (quiet < 2) {
        // Time does not stand still for pages that are never quiet.
        if (busy === 'yes') world.clock.goOn(Math.min(end, world.clock.now() + 1));
      } else if (done()) return;
      else world.clock.goOn(end);
    }
  }

  /** The next beat, by when all that was posted and asked before has most probably arrived. */
  #next(): Promise<number> {
    const next = new Promise<number>((resolve) => this.#waiting.add(resolve));
    if (!this.#running) void this.#run();
    return next;
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.size > 0) {
      this.#beat += 1;
      await Promise.all([this.#message(), navigator.locks.request(`storm beat ${this.#beat}`, () => {})]);
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const resolve of waiting) resolve(this.#beat);
      // Their turns come before the next beat.
      await this.#turn();
    }
    this.#running = false;
  }

  /** Not by a timer: browsers slow those down that follow one another. */
  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#turns.port1.onmessage = () => resolve();
      this.#turns.port2.postMessage(0);
    });
  }

  #message(): Promise<void> {
    return new Promise((resolve) => {
      this.#far.onmessage = () => resolve();
      this.#near.postMessage(0);
    });
  }
}
