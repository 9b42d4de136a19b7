import { memoryStores, type Clock, type Lifecycle, type MonitorPorts } from '../../src/monitor/index.js';
import * as viewCache from '../../src/monitor/cache/view-cache.js';
import * as stats from '../../src/monitor/floor-stats.js';
import * as desk from '../../src/monitor/desk.js';
import * as pageTeam from '../../src/monitor/tabs/page-team.js';
import { FakeBrowser, type FakePage } from './fake-browser.js';

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  /** Milliseconds for which the machine has run; timers go by them. */
  #run = 0;
  #now: number;
  #wall: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  constructor(now = Date.UTC(2026, 0, 5, 9, 0, 0)) {
    this.#now = now;
    this.#wall = now;
  }

  now(): number {
    return this.#now + this.#run;
  }

  wall(): number {
    return this.#wall + this.#run;
  }

  setTimer(callback: () => void, delay: number): () => void {
    const timer: Timer = { due: this.#run + Math.max(0, delay), order: this.#order++, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Milliseconds until each timer that waits, soonest first. */
  get pending(): readonly number[] {
    return [...this.#timers].map((timer) => timer.due - this.#run).sort((a, b) => a - b);
  }

  /** Goes on by `duration` ms; what each timer sets off settles before the next one. */
  async advance(duration: number): Promise<void> {
    const until = this.#run + duration;
    await settled();
    for (;;) {
      let next: Timer | undefined;
      for (const timer of this.#timers) {
        if (timer.due > until) continue;
        if (next === undefined || timer.due < next.due || (timer.due === next.due && timer.order < next.order)) {
          next = timer;
        }
      }
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#run = Math.max(this.#run, next.due);
      next.callback();
      await settled();
    }
    this.#run = until;
  }

  /** The machine sleeps for `duration` ms: all timers are late by then, unless its clock stands still meanwhile. */
  sleep(duration: number, clock: 'runs' | 'stands still' = 'runs'): void {
    if (clock === 'runs') this.#run += duration;
    else this.#wall += duration;
  }

  /** `now` jumps without any time having passed. */
  jump(by: number): void {
    this.#now += by;
  }

  /** Somebody sets the calendar of the machine. */
  setWall(by: number): void {
    this.#wall += by;
  }
}

export class FakeLifecycle implements Lifecycle {
  visible = true;
  online = true;
  asleep = false;
  readonly #listeners = new Set<() => void>();

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  set(change: { readonly visible?: boolean; readonly online?: boolean; readonly asleep?: boolean }): void {
    Object.assign(this, change);
    // As in a browser: one that was taken away by another does not hear of it.
    for (const listener of [...this.#listeners]) if (this.#listeners.has(listener)) listener();
  }
}

export interface FakePorts extends MonitorPorts {
  readonly clock: FakeClock;
  readonly lifecycle: FakeLifecycle;
}

export interface FakePortsOptions {
  readonly openStore?: MonitorPorts['openStore'];
  readonly clock?: FakeClock;
  /** What goes before each counted id, where several pages act. */
  readonly page?: string;
  /** The browser's side of it; by default a browser without locks, and with this page alone. */
  readonly tab?: FakePage;
}

/** Ports under a test's control: changes are published as microtasks, ids are counted. */
export function fakePorts({ openStore, clock, page = 'id', tab }: FakePortsOptions = {}): FakePorts {
  let ids = 0;
  return {
    clock: clock ?? new FakeClock(),
    lifecycle: new FakeLifecycle(),
    random: { id: () => `${page}-${(ids += 1)}`, fraction: () => 0.5 },
    scheduler: {
      requestFlush(callback) {
        let cancelled = false;
        queueMicrotask(() => {
          if (!cancelled) callback();
        });
        return () => {
          cancelled = true;
        };
      },
    },
    openStore: openStore ?? memoryStores(),
    // Loaded already: a test's clock does not wait for a file.
    parts: {
      desk: async () => desk,
      pages: async () => pageTeam,
      stats: async () => stats,
      cache: async () => viewCache,
    },
    openChannel: (tab ?? new FakeBrowser().openPage()).openChannel,
    ...(tab && { locks: tab.locks }),
  };
}

/** Resolves when every promise that could go on has gone on. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
