import type { ChatError } from '../../contract/index.js';
import type { Clock, Random } from '../ports.js';
import { listKey, type ListAddress } from './messages.js';
import { Replica, type Feed } from './replica.js';

/** A list that nobody reads is remembered this long, ms: a connection that broke comes back and goes on from there. */
const REMEMBERED = 60_000;

/** The lists that this page knows, and where they are fed from. */
export class Replicas {
  readonly #context: { readonly clock: Clock; readonly random: Random };
  readonly #replicas = new Map<string, Replica>();
  #feed: Feed | undefined;
  #cancelSweep: (() => void) | undefined;

  constructor(context: { readonly clock: Clock; readonly random: Random }) {
    this.#context = context;
  }

  find(key: string): Replica | undefined {
    return this.#replicas.get(key);
  }

  get(address: ListAddress): Replica {
    const key = listKey(address);
    let replica = this.#replicas.get(key);
    if (replica === undefined) {
      replica = new Replica(this.#context.random.id(), key, address);
      if (this.#feed !== undefined) replica.feedFrom(this.#feed);
      this.#replicas.set(key, replica);
    }
    this.#sweepLater();
    return replica;
  }

  /** All are fed from there now. Where there is nothing, their readers are told `error`. */
  feedFrom(feed: Feed | undefined, error?: ChatError): void {
    this.#feed = feed;
    this.#replicas.forEach((replica) => replica.feedFrom(feed, error));
  }

  forEach(visit: (replica: Replica) => void): void {
    this.#replicas.forEach(visit);
  }

  /** Forgets everything: somebody else may be signed in. */
  clear(): void {
    this.#replicas.clear();
    this.#cancelSweep?.();
    this.#cancelSweep = undefined;
  }

  #sweepLater(): void {
    this.#cancelSweep ??= this.#context.clock.setTimer(() => {
      this.#cancelSweep = undefined;
      this.#replicas.forEach((replica, key) => {
        if (!replica.inUse) this.#replicas.delete(key);
      });
      if (this.#replicas.size > 0) this.#sweepLater();
    }, REMEMBERED);
  }
}
