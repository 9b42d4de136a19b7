import type {
  CallOptions,
  ChatConnection,
  CommandOutcome,
  ReportEvent,
  ReportReceipt,
} from '../../src/contract/index.js';
import {
  memoryStores,
  StoreError,
  type Locks,
  type MonitorFault,
  type ReportEntry,
  type ReportStore,
  type Store,
} from '../../src/monitor/index.js';
import { ReportOutbox } from '../../src/monitor/outbox/report-outbox.js';
import { PagePresence } from '../../src/monitor/page-presence.js';
import { closeRecord } from '../../src/monitor/report-records.js';
import { FakeBrowser, type FakePage } from './fake-browser.js';
import { FakeClock, FakeLifecycle, settled } from './fake-ports.js';
import { Life, StoreTroubles, type StoreMethod } from './page-troubles.js';

/** An open record of a command that sue gave. */
export function openEvent(id: string, chatId: string, more: Partial<ReportEvent> = {}): ReportEvent {
  return {
    id,
    command: 'release',
    chatId,
    actor: { id: 'sue', name: 'Sue' },
    outcome: 'performing',
    startedAt: 0,
    form: {
      event: 'Release chat',
      eventId: 10003,
      eventStatus: 'Open',
      company: 'Acme',
      userId: 'sue',
      start: 0,
      count: 1,
      filter3: 'performing',
      sessionId: chatId,
      createDate: 0,
    },
    ...more,
  };
}

export function closed(event: ReportEvent, outcome: 'done' | 'refused' | 'failed' | 'unknown' = 'done'): ReportEvent {
  return closeRecord(event, { filter3: 'outcome' }, { outcome, at: event.startedAt });
}

/** What a backend answers to the ids of one delivery. */
export type Answer = (ids: readonly string[]) => ReportReceipt | Promise<ReportReceipt>;

export const rejectWith =
  (error: Error): Answer =>
  () =>
    Promise.reject(error);

/** A backend's table of records, where one that is there is not kept twice. */
export class Ledger {
  /** Ids of each delivery that came. */
  readonly deliveries: string[][] = [];
  /** What came with the last one. */
  last: readonly ReportEvent[] = [];
  readonly kept: ReportEvent[] = [];
  /** For the next deliveries, which are not kept; then everything is accepted. */
  readonly answers: Answer[] = [];
  /** What becomes of commands; one that was asked for and not performed never will be. */
  readonly commands = new Map<string, Exclude<CommandOutcome['state'], 'unknown'>>();
  /** For the next questions; then the truth. */
  readonly outcomes: (() => CommandOutcome | Promise<CommandOutcome>)[] = [];
  readonly asked: string[] = [];

  get ids(): readonly string[] {
    return this.kept.map(({ id }) => id);
  }

  async report(events: readonly ReportEvent[]): Promise<ReportReceipt> {
    const ids = events.map(({ id }) => id);
    this.deliveries.push(ids);
    this.last = events;
    return (this.answers.shift() ?? (() => this.keep(events)))(ids);
  }

  keep(events: readonly ReportEvent[]): ReportReceipt {
    for (const event of events) if (!this.ids.includes(event.id)) this.kept.push(event);
    return { accepted: events.map(({ id }) => id), refused: [] };
  }

  /** Whether the command with this key happens. */
  perform(id: string): boolean {
    if (!this.commands.has(id)) this.commands.set(id, 'done');
    return this.commands.get(id) === 'done';
  }

  async outcome(id: string): Promise<CommandOutcome> {
    this.asked.push(id);
    const scripted = this.outcomes.shift();
    if (scripted !== undefined) return scripted();
    if (!this.commands.has(id)) this.commands.set(id, 'not-performed');
    const state = this.commands.get(id) ?? 'not-performed';
    return state === 'refused' ? { state, at: 0, code: 'conflict' } : state === 'done' ? { state, at: 0 } : { state };
  }
}

export const noRoom = new StoreError('quota', 'There is no room.');

/** One page's way to the disk, which opens it again by itself when the browser emptied it. */
function pageStore(browser: OutboxBrowser, life: Life, troubles: StoreTroubles): Store {
  const listeners: ((ids: readonly string[]) => void)[] = [];
  let disk: OutboxBrowser['disk'] | undefined;
  let opened: Promise<Store> | undefined;
  const open = (): Promise<Store> => {
    if (disk !== browser.disk || opened === undefined) {
      disk = browser.disk;
      opened = disk('backend', 'sue').then((store) => {
        store.reports.onChanged((ids) => {
          if (!troubles.deaf) life.do(() => listeners.forEach((listener) => listener(ids)));
        });
        return store;
      });
    }
    return opened;
  };
  const call = <T>(method: StoreMethod, work: (store: ReportStore) => Promise<T>): Promise<T> =>
    life.call(() => troubles.call(method, async () => work((await open()).reports)));
  return {
    cache: { read: async () => new Map(), write: async () => {}, clear: async () => {} },
    close: async () => {},
    reports: {
      add: (added) => call('add', (reports) => reports.add(added)),
      update: (report) => call('update', (reports) => reports.update(report)),
      readAll: () => call('readAll', (reports) => reports.readAll()),
      find: (ids) => call('find', (reports) => reports.find(ids)),
      takeRight: () => call('takeRight', (reports) => reports.takeRight()),
      checkRight: (right) => call('checkRight', (reports) => reports.checkRight(right)),
      settle: (right, result) => call('settle', (reports) => reports.settle(right, result)),
      onChanged: (listener) => {
        listeners.push(listener);
        return () => {};
      },
    },
  };
}

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
  readonly troubles = new StoreTroubles();
  readonly faults: MonitorFault[] = [];
  /** What `report-event` told: id and delivery. */
  readonly told: string[] = [];
  readonly presence: PagePresence;
  signedOut = 0;
  readonly #life = new Life();
  readonly #page: FakePage;

  constructor(browser: OutboxBrowser, id: string, { viewerId = 'sue', blocked = false }: PageOptions) {
    const { clock } = browser;
    if (blocked) this.troubles.set(new StoreError('blocked', 'Another page is in the way.'), 'open');
    this.#page = browser.browser.openPage();
    const lifecycle = new FakeLifecycle();
    const { locks: own } = this.#page;
    const request: Locks['request'] = (name, signal) => this.#life.call(() => own.request(name, signal));
    const locks = browser.locks ? { locks: { ...own, request } } : {};
    this.presence = new PagePresence({ ...locks, lifecycle }, id);
    this.presence.start();
    this.outbox = new ReportOutbox(
      {
        ...locks,
        clock: {
          now: () => clock.now(),
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
      () => this.troubles.call('open', async () => pageStore(browser, this.#life, this.troubles)),
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
  disk = memoryStores();
  #pages = 0;

  constructor({ locks = true } = {}) {
    this.locks = locks;
  }

  async openPage(options: PageOptions = {}): Promise<OutboxPage> {
    const page = new OutboxPage(this, `page-${(this.#pages += 1)}`, options);
    await settled();
    return page;
  }

  /** Everything that was kept is gone. */
  emptyDisk(): void {
    this.disk = memoryStores();
  }

  /** What the store has: id, outcome, delivery. */
  async stored(): Promise<readonly string[]> {
    const { reports } = await this.disk('backend', 'sue');
    return (await reports.readAll()).map(({ event, delivery }) => `${event.id} ${event.outcome} ${delivery}`);
  }
}
