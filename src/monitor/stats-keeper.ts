import type { FloorStats, FloorStatsContext } from './floor-stats.js';
import { State } from './observable.js';
import type { Parts } from './parts.js';
import type { Attention, Metrics, MonitorFault } from './types.js';

export interface StatsKeeperContext extends Omit<FloorStatsContext, 'attention' | 'metrics'> {
  readonly parts: Parts;
  fault(fault: MonitorFault): void;
}

/** The monitor's side of the counts, which are a part of their own: the rows come first. */
export class StatsKeeper {
  readonly attention = new State<Attention>({ assists: 0, breaches: 0, count: 0 });
  /** Undefined until they are counted. */
  readonly metrics = new State<Metrics | undefined>(undefined);
  readonly #context: StatsKeeperContext;
  #asked = false;
  #stats: FloorStats | undefined;
  #running = false;

  constructor(context: StatsKeeperContext) {
    this.#context = context;
  }

  start(): void {
    this.#running = true;
    if (this.#stats !== undefined) this.#stats.start();
    else if (!this.#asked) void this.#load();
  }

  stop(): void {
    this.#running = false;
    this.#stats?.stop();
  }

  /** After the policy changed. */
  recount(): void {
    this.#stats?.recount();
  }

  async #load(): Promise<void> {
    this.#asked = true;
    try {
      const part = await this.#context.parts.stats();
      const { attention, metrics } = this;
      this.#stats = new part.FloorStats({ ...this.#context, attention, metrics });
      if (this.#running) this.#stats.start();
    } catch {
      this.#context.fault({ what: 'counts', message: 'The chats cannot be counted: reload the page.' });
    }
  }
}
