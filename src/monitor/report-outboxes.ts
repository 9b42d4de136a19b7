import type { ChatConnection } from '../contract/index.js';
import { Listeners, State, type Unsubscribe } from './observable.js';
import type { Store } from './ports.js';
import { ReportOutbox, type OutboxContext } from './report-outbox.js';
import type { ReportEntry } from './types.js';

export interface OutboxesContext extends OutboxContext {
  openStore(viewerId: string): Promise<Store>;
}

/** One outbox per viewer: what one of them did is delivered only while that one is signed in. */
export class ReportOutboxes {
  /** Of the viewer who is signed in now. */
  readonly entries = new State<readonly ReportEntry[]>([]);
  readonly #context: OutboxesContext;
  readonly #outboxes = new Map<string, ReportOutbox>();
  readonly #changed = new Listeners<[ReportEntry]>();
  #current: ReportOutbox | undefined;

  constructor(context: OutboxesContext) {
    this.#context = context;
  }

  get current(): ReportOutbox | undefined {
    return this.#current;
  }

  onChanged(listener: (entry: ReportEntry) => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  /** Another viewer is signed in. */
  switchTo(viewerId: string): void {
    let outbox = this.#outboxes.get(viewerId);
    if (outbox === undefined) {
      outbox = this.#open(viewerId);
      this.#outboxes.set(viewerId, outbox);
    }
    this.#current = outbox;
    this.entries.set(outbox.entries.value);
  }

  /** Delivers what the current viewer did; without a connection, everything waits. */
  deliverTo(connection: ChatConnection | undefined): void {
    this.#outboxes.forEach((outbox) => outbox.deliverTo(outbox === this.#current ? connection : undefined));
  }

  /** Of the viewer who is signed in now. */
  retry(ids?: readonly string[]): void {
    this.#current?.retry(ids);
  }

  #open(viewerId: string): ReportOutbox {
    const outbox = new ReportOutbox(this.#context, this.#context.openStore(viewerId));
    outbox.onChanged((entry) => this.#changed.call(entry));
    outbox.entries.subscribe((entries) => {
      if (this.#current === outbox) this.entries.set(entries);
    });
    return outbox;
  }
}
