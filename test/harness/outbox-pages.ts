import type { CallOptions, ChatConnection, ReportEvent } from '../../src/contract/index.js';
import { StoreError, type Locks, type MonitorFault, type ReportEntry } from '../../src/monitor/index.js';
import { ReportOutbox } from '../../src/monitor/outbox/report-outbox.js';
import { PagePresence } from '../../src/monitor/page-presence.js';
import { FakeBrowser, type FakePage } from './fake-browser.js';
import { FakeClock, FakeLifecycle, settled } from './fake-ports.js';
import { closed, Ledger, openEvent } from './ledger.js';
import { PageLife } from './page-life.js';
import { FakeDisk, pageStore, StoreTroubles } from './troubled-store.js';

export interface ConnectOptions {
  /** Through another page, which is the one that delivers. */
  readonly relayed?: boolean;
  /** Outcomes can be asked. */
  readonly outcome?: boolean;
}

export interface PageOptions {
  readonly viewerId?: string;
  /** Its store cannot be opened. */
  readonly blocked?: boolean;
}

/** One page with an outbox. */
export class OutboxPage {
  readonly outbox: ReportOutbox;
  readonly troubles: StoreTroubles;
  readonly faults: MonitorFault[] = [];
  /** What `report-event` told: id and delivery. */
  readonly told: string[] = [];
  readonly lifecycle = new FakeLifecycle();
  readonly presence: PagePresence;
  signedOut = 0;
  readonly #life = new PageLife();
  readonly #page: FakePage;

  constructor(browser: OutboxBrowser, id: string, { viewerId = 'sue', blocked = false }: PageOptions) {
    const { clock } = browser;
    this.troubles = new StoreTroubles(clock);
    if (blocked) this.troubles.set(new StoreError('blocked', 'Another page is in the way.'), 'open');
    this.#page = browser.browser.openPage();
    const { locks: own } = this.#page;
    const request: Locks['request'] = (name, signal) => this.#life.call(() => own.request(name, signal));
    const locks = browser.locks ? { locks: { ...own, request } } : {};
    this.presence = new PagePresence({ ...locks, lifecycle: this.lifecycle }, id);
    this.presence.start();
    this.outbox = new ReportOutbox(
      {
        ...locks,
        clock: {
          now: () => clock.now(),
          wall: () => clock.now(),
          setTimer: (callback, delay) => clock.setTimer(() => this.#life.do(callback), delay),
        },
        random: { id: () => '', fraction: () => 0.5 },
        scheduler: {
          requestFlush: (callback) => {
            queueMicrotask(callback);
            return () => {};
          },
        },
        pageId: id,
        now: () => clock.now() - browser.start,
        fault: (fault) => this.faults.push(fault),
        signedOut: () => (this.signedOut += 1),
      },
      viewerId,
      () => this.troubles.call('open', async () => pageStore(browser.disk, this.#life, this.troubles)),
    );
    this.outbox.onChanged(({ event, delivery }) => this.told.push(`${event.id} ${delivery}`));
  }

  get entries(): readonly ReportEntry[] {
    return this.outbox.entries.value;
  }

  /** Of each record: id, outcome, delivery. */
  get shown(): readonly string[] {
    return this.entries.map(({ event, delivery }) => `${event.id} ${event.outcome} ${delivery}`);
  }

  connect(ledger: Ledger, { relayed = false, outcome = true }: ConnectOptions = {}): void {
    const call = <T>({ signal }: CallOptions, work: () => Promise<T>): Promise<T> =>
      Promise.race([
        this.#life.call(work),
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
      ]);
    const connection = {
      ...(relayed && { relayed }),
      ...(outcome && { outcome: (id: string, options: CallOptions) => call(options, () => ledger.outcome(id)) }),
      report: (events: readonly ReportEvent[], options: CallOptions) => call(options, () => ledger.report(events)),
    };
    this.outbox.deliverTo(connection as unknown as ChatConnection);
  }

  disconnect(): void {
    this.outbox.deliverTo(undefined);
  }

  begin(id: string, chatId = id, more: Partial<ReportEvent> = {}): Promise<void> {
    return this.outbox.begin(openEvent(id, chatId, more), { filters: { filter3: 'outcome' } });
  }

  complete(id: string, chatId = id, outcome?: Parameters<typeof closed>[1]): void {
    this.outbox.complete(closed(openEvent(id, chatId), outcome));
  }

  /** A command from write-ahead to its outcome. */
  async act(id: string, chatId = id): Promise<void> {
    await this.begin(id, chatId);
    this.complete(id, chatId);
    await settled();
  }

  /** Stops in the middle of what it does; its locks stay. */
  freeze(): void {
    this.#life.state = 'frozen';
  }

  wake(): void {
    this.#life.wake();
  }

  kill(): void {
    this.#life.state = 'dead';
    this.#page.kill();
  }
}

/** Pages that share one store, one clock and, unless `locks` is false, locks. */
export class OutboxBrowser {
  readonly clock = new FakeClock();
  readonly start = this.clock.now();
  readonly browser = new FakeBrowser();
  readonly locks: boolean;
  readonly disk = new FakeDisk();
  #pages = 0;

  constructor({ locks = true } = {}) {
    this.locks = locks;
  }

  async openPage(options: PageOptions = {}): Promise<OutboxPage> {
    const page = new OutboxPage(this, `page-${(this.#pages += 1)}`, options);
    await settled();
    return page;
  }

  /** What the store has: id, outcome, delivery. */
  async stored(): Promise<readonly string[]> {
    const { reports } = await this.disk.open();
    return (await reports.readAll()).map(({ event, delivery }) => `${event.id} ${event.outcome} ${delivery}`);
  }
}

export interface TwoPages {
  readonly browser: OutboxBrowser;
  readonly ledger: Ledger;
  /** Connected to the backend. */
  readonly leader: OutboxPage;
  /** Connected through the leader. */
  readonly follower: OutboxPage;
}

export async function twoPages(): Promise<TwoPages> {
  const browser = new OutboxBrowser();
  const ledger = new Ledger();
  const leader = await browser.openPage();
  const follower = await browser.openPage();
  leader.connect(ledger);
  follower.connect(ledger, { relayed: true });
  await settled();
  return { browser, ledger, leader, follower };
}
