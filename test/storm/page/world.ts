import { createMemoryBackend, type MemoryBackend } from '../../../src/adapters/memory/index.js';
import { FaultScript, type MemoryFault } from '../../../src/adapters/memory/faults.js';
import type { CallOptions, ChatAdapter, ChatConnection, ReportEvent } from '../../../src/contract/index.js';
import { databaseName } from '../../../src/platform/idb/open-idb-store.js';
import { floorSeed } from '../../harness/floor.js';
import type { End, FaultKind, FaultyMethod, Knowledge, Point, Sequence, StoreTrouble, Which } from '../steps.js';
import { StormLog, type Delivery } from './log.js';
import { StormClock } from './storm-clock.js';
import type { TabPlace, TabSide } from './parts.js';

export const chatIds = ['c0', 'c1', 'c2', 'c3'] as const;

const seed = {
  ...floorSeed,
  chats: chatIds.map((id, at) => ({
    id,
    requester: { id: `r${at}`, name: `Requester ${at}` },
    issue: `Issue ${at}`,
    companyId: 'acme',
    queueId: at % 2 === 0 ? 'vpn' : 'mail',
    ...(at > 1 && { assigneeId: 'ann' }),
  })),
};

const faultOf: Readonly<Record<FaultKind, MemoryFault>> = {
  lost: { answer: 'lost' },
  late: { answer: 'late', ms: 8_000 },
  twice: { answer: 'twice' },
  unavailable: { code: 'unavailable' },
  unauthenticated: { code: 'unauthenticated' },
  'rate-limited': { code: 'rate-limited', retryAfter: 3_000 },
};

/** One tab: an iframe with what it holds of the backend. */
export class Tab {
  side: TabSide | undefined;
  state: 'running' | 'stopped' | 'dead' = 'running';
  /** Its store may not do what it is told. */
  troubled = false;
  readonly ending = new AbortController();
  readonly connections = new Set<ChatConnection>();

  constructor(
    readonly name: string,
    readonly frame: HTMLIFrameElement,
  ) {}
}

/** One browser with its tabs, their viewer, and one backend. */
export class World {
  readonly log = new StormLog();
  readonly clock = new StormClock();
  readonly backend: MemoryBackend;
  readonly tabs: Tab[] = [];
  readonly adapterId: string;
  readonly exactlyOnce: boolean;
  viewer = 'sue';
  #signedIn = true;
  #activity = 0;
  #holds = 0;
  #opened = 0;
  #faults = new FaultScript((callback, ms) => this.clock.of(this).setTimer(callback, ms));
  /** By the command's id: what is to happen when it gets there. */
  readonly #ends = new Map<string, End & { readonly tab: Tab }>();

  readonly #knowledge: Knowledge;

  constructor({ seed: number, report, knowledge }: Sequence, run: number) {
    this.#knowledge = knowledge;
    this.exactlyOnce = report === 'exactly-once';
    this.adapterId = `storm-${run}-${number}`;
    this.backend = createMemoryBackend(seed, {
      now: () => this.clock.now(),
      setTimer: (callback, ms) => this.clock.of(this).setTimer(callback, ms),
      transfersNeedAcceptance: false,
      guarantees: { report, idempotency: knowledge === 'nothing' ? 'none' : 'key' },
      ...(knowledge === 'repeats' && { without: ['outcome'] }),
    });
  }

  /** Something went on since the last time this was asked, or goes on. */
  get busy(): 'held' | 'yes' | 'no' {
    if (this.#holds > 0) return 'held';
    const busy = this.#activity > 0;
    this.#activity = 0;
    return busy ? 'yes' : 'no';
  }

  /** Connections to the backend. */
  get connections(): number {
    return this.tabs.reduce((sum, { connections }) => sum + connections.size, 0);
  }

  tab(which: Which): Tab | undefined {
    if (which === 'leader') return this.tabs.find(({ connections }) => connections.size > 0);
    return this.tabs[which % this.tabs.length];
  }

  async open(visible: boolean): Promise<void> {
    const frame = document.createElement('iframe');
    const name = `t${(this.#opened += 1)}`;
    const tab = new Tab(name, frame);
    this.tabs.push(tab);
    this.log.note(`${name} opens${visible ? '' : ' in the background'}`);
    const address = `${this.adapterId}/${name}`;
    await new Promise<void>((resolve, reject) => {
      places.set(address, this.#placeFor(tab, visible, resolve));
      frame.onerror = reject;
      frame.src = `tab.html#${address}`;
      document.body.append(frame);
    });
  }

  kill(tab: Tab): void {
    if (tab.state === 'dead') return;
    tab.state = 'dead';
    tab.side?.die();
    this.tabs.splice(this.tabs.indexOf(tab), 1);
    this.log.excuse('the tab died', tab.name);
    this.log.note(`${tab.name} dies`);
    this.#activity += 1;
    this.clock.forget(tab);
    // Not in the middle of what it does: a page's script may be on the stack.
    setTimeout(() => {
      tab.ending.abort();
      tab.connections.forEach((connection) => void connection.close().catch(() => {}));
      tab.connections.clear();
      tab.frame.remove();
    });
  }

  stop(tab: Tab, how: 'hang' | 'freeze'): void {
    if (tab.state !== 'running') return;
    tab.state = 'stopped';
    this.log.excuse('the tab stopped', tab.name);
    this.log.note(`${tab.name}: ${how}`);
    if (how === 'hang') tab.side?.hang();
    else tab.side?.sleep();
  }

  wake(tab: Tab): void {
    if (tab.state !== 'stopped') return;
    tab.state = 'running';
    this.log.note(`${tab.name} wakes`);
    this.#activity += 1;
    tab.side?.wake();
  }

  act(tab: Tab, chatId: string, choice: number, end: End | undefined): void {
    const { log } = this;
    if (tab.state !== 'running') return;
    const id = tab.side?.act(chatId, choice, (state) => {
      log.note(`${id}: the user is told "${state}"`);
      const command = log.given.get(id ?? '');
      if (command !== undefined) command.told = state;
    });
    if (id === undefined) return;
    const viewer = tab.side?.view.viewer ?? this.viewer;
    const nothingYet = { sent: false, written: false, warned: false, wiped: false };
    log.given.set(id, { id, viewer, tab: tab.name, chatId, at: log.now, ...nothingYet });
    if (end !== undefined) this.#ends.set(id, { ...end, tab });
    log.note(`${id} is given for ${chatId}${end ? `, with ${end.how} of ${end.who} at "${end.at}"` : ''}`);
  }

  /** Somebody else was faster. */
  rival(chatId: string, choice: number): void {
    const { control } = this.backend;
    const rival = control.as('tom');
    try {
      if (control.chat(chatId).assignee === undefined) rival.assign(chatId, { type: 'agent', id: 'bob' });
      else if (choice < 3) rival.transfer(chatId, { type: 'agent', id: choice === 0 ? 'ann' : 'bob' });
      else rival.release(chatId);
      this.log.note(`somebody else takes ${chatId}`);
    } catch {
      // By the rules that could not be.
    }
  }

  trouble(tab: Tab, trouble: StoreTrouble): void {
    // What it was told before may come through late.
    if (trouble === 'works' && tab.troubled) this.log.excuse('its store worked again', tab.name);
    tab.troubled = trouble !== 'works';
    this.log.note(`the store of ${tab.name}: ${trouble}`);
    tab.side?.trouble(trouble);
  }

  fault(method: FaultyMethod, how: FaultKind): void {
    // Nobody could help it that a backend that knows no keys performs twice what the network brings twice.
    if (method === 'perform' && how === 'twice' && this.#knowledge === 'nothing') return;
    this.log.note(`the next ${method}: ${how}`);
    this.#faults.add(method, faultOf[how]);
  }

  /** Nothing goes wrong by itself any more. */
  endFaults(): void {
    this.#faults = new FaultScript((callback, ms) => this.clock.of(this).setTimer(callback, ms));
    this.#ends.clear();
    this.setReachable(true);
  }

  setReachable(reachable: boolean): void {
    this.backend.control.setReachable(reachable);
  }

  signOut(): void {
    this.#signedIn = false;
    this.backend.control.signOut(this.viewer);
  }

  /** Whoever signs in is signed in on all tabs, and the host says so. */
  signIn(viewer: string): void {
    if (viewer !== this.viewer) {
      this.signOut();
      this.log.excuse('another viewer signed in');
    }
    this.viewer = viewer;
    this.#signedIn = true;
    this.log.note(`${viewer} signs in`);
    this.backend.control.signIn(viewer);
    for (const { side } of this.tabs) side?.reconnect();
  }

  /** The browser empties its disk. */
  async wipe(): Promise<void> {
    this.log.excuse('the database was deleted');
    this.log.note('the databases are deleted');
    const deleted = ['sue', 'tom'].map(
      (viewer) =>
        new Promise<void>((resolve) => {
          const request = indexedDB.deleteDatabase(databaseName(this.adapterId, viewer));
          request.onsuccess = request.onerror = () => {
            // What was being written was written before the database went.
            this.log.given.forEach((command) => {
              if (command.viewer !== viewer || !command.written) return;
              command.written = false;
              command.wiped = true;
            });
            resolve();
          };
        }),
    );
    await Promise.all(deleted);
  }

  async end(): Promise<void> {
    for (const tab of [...this.tabs]) this.kill(tab);
    await new Promise((resolve) => setTimeout(resolve));
    await this.wipe();
  }

  #placeFor(tab: Tab, visible: boolean, opened: () => void): TabPlace {
    return {
      wrote: (ids) => {
        for (const id of ids) {
          const command = this.log.given.get(id);
          if (command === undefined) continue;
          command.written = true;
          command.writtenAt ??= this.log.now;
        }
      },
      noted: (ids) => this.#noted(ids),
      name: `${tab.name}`,
      visible,
      clock: this.clock.of(tab),
      adapter: this.#adapterFor(tab),
      busy: () => (this.#activity += 1),
      hold: (work) => this.#hold(tab, work),
      reach: (point, ids) => this.#reach(point, ids),
      told: (id, message) => {
        this.log.note(`${tab.name} says: ${id ?? ''} ${message}`);
        const command = id === undefined ? undefined : this.log.given.get(id);
        if (command !== undefined) command.warned = true;
      },
      signedOut: () => {
        this.log.note(`${tab.name} is signed out`);
        // The host sees that somebody is signed in.
        this.clock.of(tab).setTimer(() => {
          if (this.#signedIn) tab.side?.reconnect();
        }, 50);
      },
      ready: (side) => {
        tab.side = side;
        opened();
      },
    };
  }

  async #hold<T>(tab: Tab, work: Promise<T>): Promise<T> {
    const release = (): void => {
      if (!held) return;
      held = false;
      tab.ending.signal.removeEventListener('abort', release);
      this.#holds -= 1;
      this.#activity += 1;
    };
    let held = true;
    this.#holds += 1;
    tab.ending.signal.addEventListener('abort', release);
    if (tab.ending.signal.aborted) release();
    try {
      return await work;
    } finally {
      release();
    }
  }

  #adapterFor(tab: Tab): ChatAdapter {
    const until = (signal: AbortSignal): AbortSignal => AbortSignal.any([signal, tab.ending.signal]);
    return {
      id: this.adapterId,
      identify: async () => this.viewer,
      connect: async ({ signal }) => {
        const inner = await this.#call('connect', tab, until(signal), async () => {
          const adapter = this.backend.adapter({ viewerId: this.viewer, viewerKey: null, id: this.adapterId });
          return adapter.connect({ signal: until(signal) });
        });
        const connection = this.#connectionFor(tab, inner);
        tab.connections.add(connection);
        return connection;
      },
    };
  }

  #connectionFor(tab: Tab, inner: ChatConnection): ChatConnection {
    const { viewer } = inner.session;
    const connection: ChatConnection = new Proxy(inner, {
      get: (target, name) => {
        if (name === 'close') {
          return async () => {
            tab.connections.delete(connection);
            await target.close();
          };
        }
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        const method = value as (...args: readonly unknown[]) => Promise<unknown>;
        return (...args: readonly unknown[]) => {
          const { signal, ...options } = args[args.length - 1] as CallOptions & { readonly idempotencyKey?: string };
          const given = [...args.slice(0, -1), { ...options, signal: AbortSignal.any([signal, tab.ending.signal]) }];
          const call = (): Promise<unknown> => method.apply(target, given);
          switch (name) {
            case 'perform':
              return this.#perform(tab, signal, options.idempotencyKey ?? '', call);
            case 'report':
              return this.#report(tab, signal, args[0] as readonly ReportEvent[], viewer.id, call);
            case 'outcome':
              return this.#call('outcome', tab, signal, call);
            default:
              return call();
          }
        };
      },
    });
    return connection;
  }

  async #perform(tab: Tab, signal: AbortSignal, id: string, call: () => Promise<unknown>): Promise<unknown> {
    const { log } = this;
    const command = log.given.get(id);
    if (command !== undefined) {
      command.sent = true;
      if (command.writtenAt === undefined && !command.warned) log.wrong.push(`${id} was sent before it was written`);
    }
    const answer = await this.#call('perform', tab, signal, async () => {
      log.note(`${id} reaches the backend from ${tab.name}`);
      const sent = call();
      await sent.catch(() => {});
      this.#reach('performed', [id]);
      return sent;
    });
    if (command !== undefined && !signal.aborted) command.answered = { tab: tab.name };
    this.#reach('answered', [id]);
    return answer;
  }

  async #report(
    tab: Tab,
    signal: AbortSignal,
    events: readonly ReportEvent[],
    viewer: string,
    call: () => Promise<unknown>,
  ): Promise<unknown> {
    const { log } = this;
    const delivery: Delivery = { tab: tab.name };
    const answer = await this.#call('report', tab, signal, async () => {
      const receipt = await call();
      for (const event of events) {
        const command = log.given.get(event.id);
        const giver = this.tabs.find(({ name }) => name === command?.tab);
        const troubled = tab.troubled || giver?.troubled === true;
        log.arrivals.push({ event, delivery, at: log.now, troubled, stored: command?.written === true });
        if (event.actor.id !== viewer) log.wrong.push(`${event.actor.id}'s ${event.id} arrived as ${viewer}'s`);
      }
      const named = events.map(({ id, outcome }) => `${id} ${outcome}`).join(', ');
      log.note(`${viewer}'s records arrive from ${tab.name}: ${named}`);
      this.#reach(
        'record received',
        events.map(({ id }) => id),
      );
      return receipt;
    });
    // Who hung up does not hear the answer.
    if (!signal.aborted) delivery.answered = log.now;
    return answer;
  }

  /** As the script says. */
  async #call<T>(method: FaultyMethod, tab: Tab, signal: AbortSignal, effect: () => Promise<T>): Promise<T> {
    this.#activity += 1;
    try {
      return await this.#faults.call(method, AbortSignal.any([signal, tab.ending.signal]), () => {
        const done = effect();
        done.catch(() => {});
        return done;
      });
    } finally {
      this.#activity += 1;
    }
  }

  /** Everybody who asks the store is told from now on that the backend has them. */
  #noted(ids: readonly string[]): void {
    const { arrivals, now } = this.log;
    for (const arrival of arrivals) if (ids.includes(arrival.event.id)) arrival.noted ??= now;
  }

  #reach(point: Point, ids: readonly string[]): void {
    const { log } = this;
    this.#activity += 1;
    for (const id of ids) {
      const end = this.#ends.get(id);
      if (end?.at !== point) continue;
      this.#ends.delete(id);
      const victim = end.who === 'self' ? end.tab : this.tab('leader');
      if (victim === undefined || victim.state !== 'running') continue;
      log.count(`${end.how} at "${point}"`);
      log.note(`${id} is at "${point}"`);
      if (end.how === 'crash') this.kill(victim);
      else this.stop(victim, end.how);
    }
  }
}

/** Where the tabs find what is theirs, by the address that they have. */
const places = new Map<string, TabPlace>();

export function takePlace(address: string): TabPlace {
  const key = decodeURIComponent(address.slice(1));
  const place = places.get(key);
  if (place === undefined) throw new Error(`No tab belongs to ${key}.`);
  places.delete(key);
  return place;
}
