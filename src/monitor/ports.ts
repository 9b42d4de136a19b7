/**
 * What the monitor needs from its surroundings. In a browser `platform/` gives them; a test gives its own.
 */
import type { Parts } from './parts.js';
import type { ReportEntry } from './types.js';

/** Time and timers. Neither clock need be right: the monitor shows the backend's time, not this one. */
export interface Clock {
  /** Milliseconds that only grow, preferably since the epoch. May stand still while the machine sleeps. */
  now(): number;
  /** The machine's calendar, epoch ms: counts its sleep, and jumps when somebody sets it. */
  wall(): number;
  /** Calls back once after `delay` ms; the returned function cancels. */
  setTimer(callback: () => void, delay: number): () => void;
}

/** When to publish collected changes: as often as is worth looking. */
export interface Scheduler {
  /**
   * Calls back once: soon after a rest, and later where the same function was called a moment ago. The returned function
   * cancels.
   */
  requestFlush(callback: () => void): () => void;
  /** Resolves when the browser has done what waited, such as input. Absent where nothing else can be done meanwhile. */
  breathe?(): Promise<void>;
}

/** What the page goes through. */
export interface Lifecycle {
  readonly visible: boolean;
  readonly online: boolean;
  /** The page was put away (frozen, or kept for going back) and may never run again: it holds nothing that others need. */
  readonly asleep: boolean;
  /** Calls back whenever one of them may have changed; of falling asleep before the page stops. */
  subscribe(listener: () => void): () => void;
}

/**
 * - `fenced`: another page took the right to deliver
 * - `emptied`: nobody has the right to deliver: the browser emptied the store
 * - `quota`: there is no room
 * - `blocked`: an older version of this package, in another page, keeps the store from being opened
 * - `version`: a newer version of this package changed the store; this page can use it no more
 * - `failed`: anything else; the message says what
 */
export type StoreErrorCode = 'fenced' | 'emptied' | 'quota' | 'blocked' | 'version' | 'failed';

export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The filter fields of a record's form that tell its outcome: whoever settles the record fills them. */
export type OutcomeFilters = Readonly<Partial<Record<'filter1' | 'filter2' | 'filter3', 'outcome' | 'error'>>>;

/**
 * A record as the store keeps it. One whose `delivery` is `delivered` was delivered by a page without the right to
 * settle it, and is to leave the store.
 */
export interface StoredReport extends ReportEntry {
  /** The page that gave the command: only that one knows its outcome while it is open. */
  readonly page: string;
  readonly filters?: OutcomeFilters;
  /** The host carried it out, so the backend cannot say what became of it. */
  readonly byHost?: true;
}

/** What came of a delivery. */
export interface DeliveryResult {
  /** Ids that the backend has: they leave the store, which remembers that they went on purpose. */
  readonly delivered: readonly string[];
  /** Refused, or tried in vain; as they are kept now. */
  readonly kept: readonly StoredReport[];
}

/** One viewer's records at one backend, shared by all pages of the browser. */
export interface ReportStore {
  /** Keeps records, in this order behind all others. On disk for good when it resolves. One that is known is left alone. */
  add(reports: readonly StoredReport[]): Promise<void>;
  /** Replaces what is kept of a record, and keeps it if it is new; one that was delivered is left alone. */
  update(report: StoredReport): Promise<void>;
  /** All that is kept, in the order of `add`. */
  readAll(): Promise<readonly StoredReport[]>;
  /** What stands for each id. An id that is missing in the answer was never here, or got lost with the disk. */
  find(ids: readonly string[]): Promise<ReadonlyMap<string, StoredReport | 'delivered'>>;
  /** Takes the right to deliver; the right of whoever had it is void from now on. */
  takeRight(): Promise<number>;
  /** Resolves while `right` is the last one that was taken. Errors: `fenced`, `emptied`. */
  checkRight(right: number): Promise<void>;
  /** Writes down what came of a delivery. Errors: `fenced`, `emptied`, and nothing is written. */
  settle(right: number, result: DeliveryResult): Promise<void>;
  /** Told of the ids that another page added, changed or delivered. */
  onChanged(listener: (ids: readonly string[]) => void): () => void;
}

/** Texts by key, for the last seen view and its preferences. May be emptied by the browser at any time. */
export interface CacheStore {
  /** Those that are there. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** All of them or none; `undefined` removes. Not waited for by anything that matters. */
  write(texts: ReadonlyMap<string, string | undefined>): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Where the records and the last seen view of one viewer are kept. Every method may reject with a `StoreError`; the
 * monitor goes on without. A store that lost its disk opens it again by itself with the next call.
 */
export interface Store {
  readonly reports: ReportStore;
  readonly cache: CacheStore;
  close(): Promise<void>;
}

export interface Random {
  /** A new id, unguessable and unique. */
  id(): string;
  /** At least 0 and less than 1. */
  fraction(): number;
}

/** A lock that this page holds. */
export interface HeldLock {
  /** Resolves when the lock was released, or another page stole it. */
  readonly ended: Promise<'released' | 'stolen'>;
  release(): void;
}

/** Exclusive rights among the pages of one browser; a page that dies or is put away has none. */
export interface Locks {
  /** Waits for its turn. Rejects with AbortError when `signal` aborts first. */
  request(name: string, signal: AbortSignal): Promise<HeldLock>;
  /** Undefined where another page holds it. */
  tryRequest(name: string): Promise<HeldLock | undefined>;
  /** Takes it from whoever holds it. */
  steal(name: string): Promise<HeldLock>;
}

/** Messages among the pages of one browser; a page does not hear itself. */
export interface Channel {
  /** Structured-clonable. Nothing happens once it is closed: what was under way may still have an answer. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): () => void;
  close(): void;
}

export interface MonitorPorts {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly lifecycle: Lifecycle;
  readonly random: Random;
  /** Opens the store of one viewer at one backend. */
  openStore(adapterId: string, viewerKey: string): Promise<Store>;
  openChannel(name: string): Channel;
  /** Absent where the browser has none (pages on plain http): then every page connects for itself. */
  readonly locks?: Locks;
  readonly parts: Parts;
}
