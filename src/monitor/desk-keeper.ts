import { ChatError, type ChatCommand } from '../contract/index.js';
import type { Desk, DeskContext } from './desk.js';
import { State } from './observable.js';
import type { SignOutOptions } from './outbox/report-outboxes.js';
import type { Parts } from './parts.js';
import type { ActionResult, PendingAction, PerformActionOptions, ReportEntry } from './types.js';

export interface DeskKeeperContext extends DeskContext {
  readonly parts: Parts;
  /** A record was queued, delivered or refused. */
  reported(entry: ReportEntry): void;
}

/** The monitor's side of the desk, which is a part of its own: nobody acts before there are rows. */
export class DeskKeeper {
  /** Records that wait, were refused or were delivered lately; oldest first. */
  readonly reports = new State<readonly ReportEntry[]>([]);
  readonly #context: DeskKeeperContext;
  #loading: Promise<Desk | undefined> | undefined;
  #desk: Desk | undefined;
  #running = false;
  #viewerId: string | undefined;

  constructor(context: DeskKeeperContext) {
    this.#context = context;
  }

  start(): void {
    this.#running = true;
    this.#desk?.outboxes.start();
    void this.#load();
  }

  stop(): void {
    this.#running = false;
    this.#desk?.outboxes.stop();
  }

  switchTo(viewerId: string): void {
    this.#viewerId = viewerId;
    this.#desk?.outboxes.switchTo(viewerId);
  }

  /**
   * The connection, or what this page is to the others, changed: delivers what the current viewer did over this page's
   * own connection to the backend, or what only this page knows over that of another. Without one, everything waits.
   */
  deliver(): void {
    this.#desk?.outboxes.deliverTo(this.#context.keeper.current.connection);
  }

  retry(ids?: readonly string[]): void {
    this.#desk?.outboxes.retry(ids);
  }

  pendingOf(chatId: string): PendingAction | undefined {
    return this.#desk?.actions.pendingOf(chatId);
  }

  async perform(command: ChatCommand, options: PerformActionOptions): Promise<ActionResult> {
    // What the host does may fail before anybody waits for it.
    options.by?.catch(() => {});
    const desk = this.#desk ?? (await this.#load());
    if (desk !== undefined) return desk.actions.perform(command, options);
    const error = new ChatError('unavailable', 'What it takes to act could not be loaded: reload the page.');
    return { state: 'failed', id: this.#context.random.id(), error, outcome: 'failed' };
  }

  /** Resolves with how many records could not be delivered. */
  async signOut(options: SignOutOptions): Promise<number> {
    this.#viewerId = undefined;
    const desk = await this.#load();
    return (await desk?.outboxes.signOut(options)) ?? 0;
  }

  #load(): Promise<Desk | undefined> {
    return (this.#loading ??= this.#open());
  }

  async #open(): Promise<Desk | undefined> {
    try {
      const { Desk } = await this.#context.parts.desk();
      const desk = new Desk(this.#context);
      this.#desk = desk;
      desk.outboxes.onChanged((entry) => this.#context.reported(entry));
      desk.outboxes.entries.subscribe((entries) => this.reports.set(entries));
      if (this.#running) desk.outboxes.start();
      if (this.#viewerId !== undefined) desk.outboxes.switchTo(this.#viewerId);
      this.deliver();
      return desk;
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      this.#context.fault({ what: 'desk', message });
      return undefined;
    }
  }
}
