import type { ChatError } from '../../contract/index.js';
import type { Unsubscribe } from '../observable.js';
import type { Channel, Clock } from '../ports.js';
import type { ListNews, Place } from './messages.js';
import type { Replica } from './replica.js';

/** Changes of a list are passed on together, ms. */
const PACE = 50;

export interface NewsContext {
  readonly clock: Clock;
  readonly channel: Channel;
  broken(error: ChatError): void;
  /** Nobody follows the list any more. */
  unused(): void;
}

/** Passes the changes of one list on to all pages that follow it: written once, however many read. */
export class NewsRelay {
  readonly #replica: Replica;
  readonly #context: NewsContext;
  readonly #ends: readonly Unsubscribe[];
  #posted: Place;
  #postedAt: number | undefined;
  #cancelPost: Unsubscribe | undefined;
  #leases = 0;

  constructor(replica: Replica, context: NewsContext) {
    this.#replica = replica;
    this.#context = context;
    this.#posted = replica.place;
    this.#postedAt = replica.changesSince(this.#posted.seq)?.at;
    this.#ends = [
      replica.lease(),
      replica.onChanged(() => this.#postSoon()),
      replica.onFailed((error) => context.broken(error)),
    ];
  }

  /** Up to where the news went out. */
  get posted(): Place {
    return this.#posted;
  }

  lease(): Unsubscribe {
    this.#leases += 1;
    return () => {
      this.#leases -= 1;
      if (this.#leases > 0) return;
      for (const end of this.#ends) end();
      this.#cancelPost?.();
      this.#context.channel.close();
      this.#context.unused();
    };
  }

  #postSoon(): void {
    this.#cancelPost ??= this.#context.clock.setTimer(() => {
      this.#cancelPost = undefined;
      this.#post();
    }, PACE);
  }

  #post(): void {
    // While a snapshot is coming in, nothing that it knows is sure.
    if (!this.#replica.synced) return;
    const from = this.#posted.seq;
    const batch = this.#replica.changesSince(from);
    this.#posted = this.#replica.place;
    // Nothing is said twice, not even that there is nothing.
    if (from === this.#posted.seq && batch?.at === this.#postedAt) return;
    this.#postedAt = batch?.at;
    // Where more changed than is remembered, the pages see the gap with the next news, and ask.
    if (batch !== undefined) this.#context.channel.post({ from, place: this.#posted, batch } satisfies ListNews);
  }
}
