import type { ReportEvent } from '../../../src/contract/index.js';

/** One command as it was given. */
export interface Given {
  readonly id: string;
  readonly viewer: string;
  /** The tab it was given in. */
  readonly tab: string;
  /** What the user was told; absent where the tab died first. */
  told?: string;
  /** The store has, or had, its record. */
  written: boolean;
  /** The user was told that its record is in memory only. */
  warned: boolean;
  /** It was in a database that was deleted. */
  wiped: boolean;
}

/** Records that a tab sent together. */
export interface Delivery {
  readonly tab: string;
  /** When the tab got the backend's answer. */
  answered?: number;
  /** When the store had written down that they are delivered. */
  settled?: number;
}

/** One time that a record came to the backend. */
export interface Arrival {
  readonly event: ReportEvent;
  readonly delivery: Delivery;
  readonly at: number;
  /** The tab's store does not do what it is told. */
  readonly troubled: boolean;
}

/** What happened, with a number for when. */
export class StormLog {
  readonly given = new Map<string, Given>();
  readonly arrivals: Arrival[] = [];
  readonly faults: Record<string, number> = {};
  readonly story: string[] = [];
  /** Of a tab, or of all: what may make a delivery come twice. */
  readonly excuses: { readonly at: number; readonly tab: string | undefined; readonly what: string }[] = [];
  #count = 0;

  /** A number that only grows. */
  get now(): number {
    return (this.#count += 1);
  }

  note(what: string): void {
    if (this.story.push(what) > 2_000) this.story.shift();
  }

  count(fault: string): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }

  /** Something that may keep a delivery from being written down. */
  excuse(what: string, tab?: string): void {
    this.excuses.push({ at: this.now, tab, what });
  }
}
