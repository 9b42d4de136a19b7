import type { Agent, Message, Notice } from '../../contract/index.js';
import type { ChatRow } from './chat-row.js';

/** Per kind, what a record is before it is rendered for a viewer. */
export interface Rows {
  chat: ChatRow;
  agent: Agent;
  message: Message;
  notice: Notice & { readonly userId: string };
}

export type RowKind = keyof Rows;

/** One change: the record before and after it. */
export interface LogEntry<K extends RowKind = RowKind> {
  readonly seq: number;
  readonly kind: K;
  readonly id: string;
  readonly before?: Rows[K];
  readonly after?: Rows[K];
}

/** What happened to one record over a stretch of the log. */
export interface NetChange<K extends RowKind> {
  readonly id: string;
  readonly before?: Rows[K];
  readonly after?: Rows[K];
}

/**
 * All changes in order. A watch is a position in it, so that catching up after a cut and following live are the same
 * thing, and a slow reader gets several changes of one record as one.
 */
export class ChangeLog {
  readonly #limit: number;
  #entries: LogEntry[] = [];
  #seq = 0;
  #pruned = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The position behind the last change. */
  get seq(): number {
    return this.#seq;
  }

  append<K extends RowKind>(kind: K, id: string, before: Rows[K] | undefined, after: Rows[K] | undefined): void {
    this.#seq += 1;
    this.#entries.push({
      seq: this.#seq,
      kind,
      id,
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    });
    if (this.#entries.length > this.#limit * 2) this.prune(this.#limit);
  }

  /** Forgets all but the last `keep` changes. */
  prune(keep: number): void {
    const drop = this.#entries.length - keep;
    if (drop <= 0) return;
    this.#entries = this.#entries.slice(drop);
    this.#pruned += drop;
  }

  /** Whether everything behind `seq` is still known. */
  reaches(seq: number): boolean {
    return seq >= this.#pruned && seq <= this.#seq;
  }

  /** What happened behind `seq` to records of one kind, one net change each, in order of their last change. */
  since<K extends RowKind>(seq: number, kind: K): NetChange<K>[] {
    const net = new Map<string, NetChange<K>>();
    for (let index = seq - this.#pruned; index < this.#entries.length; index += 1) {
      const entry = this.#entries[index] as LogEntry<K>;
      if (entry.kind !== kind) continue;
      const known = net.get(entry.id);
      const before = known === undefined ? entry.before : known.before;
      net.delete(entry.id);
      net.set(entry.id, {
        id: entry.id,
        ...(before === undefined ? {} : { before }),
        ...(entry.after === undefined ? {} : { after: entry.after }),
      });
    }
    return [...net.values()];
  }
}
