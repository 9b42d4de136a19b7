import type { ReportEvent } from '../../../src/contract/index.js';

/** One command as it was given. */
export interface Given {
  readonly id: string;
  readonly viewer: string;
  /** The tab it was given in. */
  readonly tab: string;
  readonly chatId: string;
  readonly at: number;
  /** What the user was told; absent where the tab died first. */
  told?: string;
  /** It was sent to the backend. */
  sent: boolean;
  /** A tab got the backend's answer. */
  answered?: { readonly tab: string };
  /** When the store had its record for the first time. */
  writtenAt?: number;
  /** The store has its record, or had it until it was delivered. */
  written: boolean;
  /** The user was told that its record is in memory only. */
  warned: boolean;
  /** It was once in a database that was deleted. */
  wiped: boolean;
}

/** Records that a tab sent together. */
export interface Delivery {
  readonly tab: string;
  /** When the tab got the backend's answer. */
  answered?: number;
}

/** One time that a record came to the backend. */
export interface Arrival {
  readonly event: ReportEvent;
  readonly delivery: Delivery;
  readonly at: number;
  /** The store of the tab, or of the one that gave the command, does not do what it is told. */
  readonly troubled: boolean;
  /** The store had it. */
  readonly stored: boolean;
  /** When the store had it written down as delivered. */
  noted?: number;
}

export type ExcuseKind =
  | 'the tab died'
  | 'the tab stopped'
  | 'its store worked again'
  | 'the database was deleted'
  | 'another viewer signed in';

/** Something that nobody can help, which may keep a page from knowing what it should. */
export interface Excuse {
  readonly at: number;
  /** Absent where it is about all of them. */
  readonly tab: string | undefined;
  readonly what: ExcuseKind;
}

/** What happened, with a number for when. */
export class StormLog {
  readonly given = new Map<string, Given>();
  readonly arrivals: Arrival[] = [];
  readonly faults: Record<string, number> = {};
  readonly story: string[] = [];
  readonly excuses: Excuse[] = [];
  /** What was seen to be wrong when it happened. */
  readonly wrong: string[] = [];
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

  excuse(what: ExcuseKind, tab?: string): void {
    this.excuses.push({ at: this.now, tab, what });
  }

  /** Whether one of these happened from a moment to another one, to one of the tabs or to all. */
  excused(from: number, to: number, kinds: readonly ExcuseKind[], ...tabs: readonly (string | undefined)[]): boolean {
    return this.excuses.some(
      ({ at, tab, what }) => at > from && at < to && kinds.includes(what) && (tab === undefined || tabs.includes(tab)),
    );
  }
}
