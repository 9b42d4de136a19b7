import type { ChatConnection } from '../../contract/index.js';
import { Listeners, State, type Unsubscribe } from '../observable.js';
import { PagePresence } from '../page-presence.js';
import type { Lifecycle, Store } from '../ports.js';
import type { ReportEntry } from '../types.js';
import { ReportOutbox, type OutboxContext } from './report-outbox.js';

/** So long a viewer who signs out waits for what is to be delivered, ms. */
const SIGN_OUT_LIMIT = 10_000;

export interface OutboxesContext extends OutboxContext {
  readonly lifecycle: Lifecycle;
  openStore(viewerId: string): Promise<Store>;
}

export interface SignOutOptions {
  /** Still signed in. */
  readonly inTime: boolean;
  readonly discard: boolean;
}

/** One outbox per viewer: what one of them did is delivered only while that one is signed in. */
export class ReportOutboxes {
  /** Of the viewer who is signed in now. */
  readonly entries = new State<readonly ReportEntry[]>([]);
  readonly #context: OutboxesContext;
  readonly #outboxes = new Map<string, ReportOutbox>();
  readonly #changed = new Listeners<[ReportEntry]>();
  readonly #presence: PagePresence;
  #current: ReportOutbox | undefined;

  constructor(context: OutboxesContext) {
    this.#context = context;
    this.#presence = new PagePresence(context, context.pageId);
  }

  /** This page carries out commands, and knows what becomes of them. */
  start(): void {
    this.#presence.start();
  }

  stop(): void {
    this.#presence.stop();
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

  /**
   * The viewer leaves, `inTime` if still signed in: delivers what waits, for at most 10 s, and forgets what was shown.
   * Resolves with how many records could not be delivered; they are kept unless `discard` says otherwise.
   */
  async signOut({ inTime, discard }: SignOutOptions): Promise<number> {
    const outbox = this.#current;
    if (outbox === undefined) return 0;
    const undelivered = await outbox.drain(inTime ? SIGN_OUT_LIMIT : 0);
    try {
      if (discard) await outbox.discard();
      await outbox.clearCache();
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      this.#context.fault({ what: 'report-store', message });
    }
    this.#current = undefined;
    this.entries.set([]);
    return undelivered;
  }

  #open(viewerId: string): ReportOutbox {
    const outbox = new ReportOutbox(this.#context, viewerId, () => this.#context.openStore(viewerId));
    outbox.onChanged((entry) => {
      if (this.#current === outbox) this.#changed.call(entry);
    });
    outbox.entries.subscribe((entries) => {
      if (this.#current === outbox) this.entries.set(entries);
    });
    return outbox;
  }
}
