import type { Unsubscribe } from '../observable.js';
import type { Clock, Lifecycle } from '../ports.js';
import type { LeaderMessage } from './messages.js';
import type { PageLine } from './page-line.js';
import type { RelaySource } from './relay-source.js';

/** How often a page that is looked at asks the leader for a sign of life, ms. */
const PACE = 1_000;
/** A leader that gives none for so long hangs, ms. */
const HUNG = 4_000;

/** A page that follows keeps an eye on the one that leads, as long as it is looked at itself. */
export class LeaderWatch {
  readonly #line: PageLine;
  readonly #context: { readonly clock: Clock; readonly lifecycle: Lifecycle };
  readonly #takeOver: () => void;
  #source: RelaySource | undefined;
  #heardAt = 0;
  #tickedAt = 0;
  #ends: readonly Unsubscribe[] = [];
  #cancelTick: Unsubscribe | undefined;

  /** `takeOver`: the leader hangs, or steps back for this page. */
  constructor(line: PageLine, context: { readonly clock: Clock; readonly lifecycle: Lifecycle }, takeOver: () => void) {
    this.#line = line;
    this.#context = context;
    this.#takeOver = takeOver;
  }

  /** Waits for a leader that says who it is. */
  greet(): void {
    this.#begin(undefined);
  }

  /** Follows it. */
  follow(source: RelaySource): void {
    this.#begin(source);
  }

  stop(): void {
    for (const end of this.#ends) end();
    this.#ends = [];
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    this.#source = undefined;
  }

  #begin(source: RelaySource | undefined): void {
    this.stop();
    this.#source = source;
    this.#heardAt = this.#tickedAt = this.#context.clock.now();
    this.#ends = [
      this.#line.onLeader((message) => this.#heard(message)),
      this.#context.lifecycle.subscribe(() => this.#ask()),
    ];
    this.#ask();
    this.#tick();
  }

  #heard(message: LeaderMessage): void {
    this.#heardAt = this.#context.clock.now();
    if (message.type === 'you-lead') this.#takeOver();
    if (message.type !== 'pong') return;
    this.#source?.compare(message.places);
    if (!message.visible && this.#context.lifecycle.visible) this.#line.toLeader({ type: 'may-lead' });
  }

  #ask(): void {
    if (this.#source === undefined) this.#line.toLeader({ type: 'hello' });
    else if (this.#context.lifecycle.visible) this.#line.toLeader({ type: 'ping', lists: this.#source.lists });
  }

  #tick(): void {
    const { clock, lifecycle } = this.#context;
    this.#cancelTick = clock.setTimer(() => {
      const now = clock.now();
      // This page itself was held up, or is not looked at: then silence says nothing of the leader.
      if (now - this.#tickedAt > 2 * PACE || !lifecycle.visible) this.#heardAt = now;
      this.#tickedAt = now;
      if (now - this.#heardAt >= HUNG) {
        this.#takeOver();
        return;
      }
      this.#ask();
      this.#tick();
    }, PACE);
  }
}
