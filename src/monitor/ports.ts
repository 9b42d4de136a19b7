/**
 * What the monitor needs from its surroundings. In a browser `platform/` gives them; a test gives its own.
 */
import type { ReportEntry } from './types.js';

/** Time and timers. `now` need not be right: the monitor shows the backend's time, not this one. */
export interface Clock {
  /** Milliseconds that only grow, preferably since the epoch. */
  now(): number;
  /** Calls back once after `delay` ms; the returned function cancels. */
  setTimer(callback: () => void, delay: number): () => void;
}

/** When to publish collected changes: the next animation frame, or a task where there are none. */
export interface Scheduler {
  /** Calls back once, soon; the returned function cancels. */
  requestFlush(callback: () => void): () => void;
}

/** What the page goes through. */
export interface Lifecycle {
  readonly visible: boolean;
  readonly online: boolean;
  /** Calls back whenever `visible` or `online` may have changed. */
  subscribe(listener: () => void): () => void;
}

/** Where records and the last seen chats are kept. Every method may reject; the monitor goes on without. */
export interface Store {
  /** Durable when it resolves. */
  putReport(entry: ReportEntry): Promise<void>;
  removeReport(id: string): Promise<void>;
  /** All that is kept for this viewer, oldest first. */
  readReports(): Promise<readonly ReportEntry[]>;
  close(): Promise<void>;
}

export interface Random {
  /** A new id, unguessable and unique. */
  id(): string;
  /** At least 0 and less than 1. */
  fraction(): number;
}

export interface MonitorPorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly lifecycle: Lifecycle;
  readonly random: Random;
  /** Opens the store of one viewer at one backend. */
  openStore(adapterId: string, viewerKey: string): Promise<Store>;
}
