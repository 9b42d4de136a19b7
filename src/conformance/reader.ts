import type { Changes } from '../contract/index.js';
import { isAbortError } from '../contract/index.js';
import { turn, within } from './patience.js';
import type { RuleId } from './rule-id.js';
import { show, Violation } from './violation.js';

export interface ReaderOptions<T> {
  /** For messages: "the watch of chats". */
  readonly name: string;
  readonly open: (options: { readonly signal: AbortSignal; readonly cursor?: string }) => AsyncIterable<Changes<T>>;
  /** Of an earlier watch with the same query. */
  readonly cursor?: string | undefined;
  /** Milliseconds. */
  readonly wait: number;
  /** The rule that is broken where what is awaited does not come. */
  readonly rule: RuleId;
  /** Aborted when the test is over. */
  readonly over: AbortSignal;
  /** It begins with no snapshot. */
  readonly news?: boolean;
}

/** A watch that is read in the background into a table, as a monitor does, and looked at for what is never right. */
export class Reader<T extends { readonly id: string }> {
  readonly rows = new Map<string, T>();
  readonly batches: Changes<T>[] = [];
  /** The last cursor that counts: none from inside a snapshot. */
  cursor: string | undefined;
  /** How often a `synced` mark came. */
  syncs = 0;
  error: unknown;
  over = false;
  readonly #options: ReaderOptions<T>;
  readonly #controller = new AbortController();
  readonly #lookers = new Set<() => void>();
  readonly #done: Promise<void>;
  #violation: Violation | undefined;
  #stopped = false;
  #arriving: Set<string> | undefined;

  constructor(options: ReaderOptions<T>, rows?: ReadonlyMap<string, T>) {
    this.#options = options;
    this.cursor = options.cursor;
    for (const [id, row] of rows ?? []) this.rows.set(id, row);
    options.over.addEventListener('abort', () => this.#controller.abort());
    this.#done = this.#read();
  }

  /** Resolves once `test` holds; fails after the limit, when the watch breaks, or when it breaks a rule. */
  async until(
    what: string,
    test: (reader: this) => boolean,
    rule: RuleId = this.#options.rule,
    wait = this.#options.wait,
  ): Promise<void> {
    let look = (): void => undefined;
    const holds = new Promise<void>((resolve, reject) => {
      look = () => {
        if (this.#violation) reject(this.#violation);
        else if (test(this)) resolve();
        else if (this.over) reject(this.#broken(what));
      };
      this.#lookers.add(look);
      look();
    });
    const late = (): Violation =>
      new Violation(rule, {
        what: `${this.#options.name}: waited ${wait} ms for ${what}`,
        expected: what,
        got: `${this.batches.length} batches, the last ${show(this.batches[this.batches.length - 1])}`,
      });
    try {
      await within(holds, wait, late);
    } finally {
      this.#lookers.delete(look);
    }
  }

  /** Once everything is there. */
  synced(times = 1): Promise<void> {
    const rule = this.#options.cursor === undefined ? 'W2' : 'W4';
    return this.until('a batch with the synced mark', () => this.syncs >= times, rule);
  }

  /** Once there is a record with this id of which `test` holds; that record. */
  async row(id: string, what: string, test: (row: T) => boolean = () => true, rule?: RuleId): Promise<T> {
    const holds = (): boolean => {
      const row = this.rows.get(id);
      return row !== undefined && test(row);
    };
    await this.until(`record "${id}" ${what}`, holds, rule);
    return this.rows.get(id) as T;
  }

  /** Once the record has left, which W6 asks for. */
  gone(id: string): Promise<void> {
    return this.until(`the remove of "${id}"`, () => this.syncs > 0 && !this.rows.has(id), 'W6');
  }

  /** Once the watch is over; what ended it. */
  async broken(what: string, rule: RuleId = 'W13'): Promise<unknown> {
    await this.until(`the end of the watch, because ${what}`, () => this.over, rule);
    return this.error;
  }

  /** How many batches bring this record. */
  deliveries(id: string, from = 0): number {
    return this.batches.slice(from).filter(({ upserts }) => upserts.some((record) => record.id === id)).length;
  }

  /** Aborts the watch, and resolves when it has ended. */
  async stop(): Promise<void> {
    this.#controller.abort();
    await turn();
    this.#stopped = true;
    const late = (): Violation =>
      new Violation('L4', {
        what: `${this.#options.name} went on after its signal was aborted`,
        expected: 'it ends at once',
        got: `nothing within ${this.#options.wait} ms`,
        hint: 'listen to options.signal in everything that the watch waits for',
      });
    await within(this.#done, this.#options.wait, late);
    this.check();
  }

  /** Throws where a rule was broken so far. */
  check(): void {
    if (this.#violation) throw this.#violation;
  }

  async #read(): Promise<void> {
    const { open, cursor } = this.#options;
    const { signal } = this.#controller;
    try {
      for await (const batch of open({ signal, ...(cursor !== undefined && { cursor }) })) {
        if (this.#stopped) this.#breaks('L4', 'a batch came after the signal was aborted', 'nothing', batch);
        else this.#take(batch);
        for (const look of this.#lookers) look();
      }
      if (!signal.aborted) {
        const hint = 'throw a retryable ChatError when the backend ends it';
        this.#breaks('W1', 'the watch ended by itself', 'it goes on, or throws', 'its end', hint);
      }
    } catch (thrown) {
      this.error = thrown;
      if (isAbortError(thrown) && !signal.aborted) {
        this.#breaks('E2', 'a watch that nobody aborted ended with AbortError', 'a ChatError', thrown);
      }
    }
    this.over = true;
    for (const look of this.#lookers) look();
  }

  #take(batch: Changes<T>): void {
    const { upserts, removes, snapshot, synced, cursor } = batch;
    this.batches.push(batch);
    const content = upserts.length > 0 || removes.length > 0;
    const { news, cursor: resumed } = this.#options;
    const began = this.syncs > 0 || this.#arriving !== undefined;
    if (!snapshot && content && this.#arriving) {
      this.#breaks('W3', 'a change came in the middle of a snapshot', 'the rest of the snapshot first', batch);
    } else if (!snapshot && (content || synced) && !began && !news && resumed === undefined) {
      this.#breaks('W2', 'the watch did not begin with a snapshot', 'batches marked snapshot', batch);
    }
    if (snapshot) this.#arriving ??= new Set();
    for (const record of upserts) {
      this.rows.set(record.id, record);
      this.#arriving?.add(record.id);
    }
    for (const id of removes) if (!upserts.some((record) => record.id === id)) this.rows.delete(id);
    if (synced) this.#sync();
    if (cursor !== undefined && this.#arriving === undefined) this.cursor = cursor;
  }

  /** What no batch of the snapshot named does not exist any more. */
  #sync(): void {
    this.syncs += 1;
    if (this.#arriving) {
      for (const id of [...this.rows.keys()]) if (!this.#arriving.has(id)) this.rows.delete(id);
    }
    this.#arriving = undefined;
  }

  #breaks(rule: RuleId, what: string, expected: string, got: unknown, hint?: string): void {
    const finding = { what: `${this.#options.name}: ${what}`, expected, got: show(got), ...(hint && { hint }) };
    this.#violation ??= new Violation(rule, finding);
  }

  #broken(what: string): Violation {
    const { code } = Object(this.error) as { readonly code?: unknown };
    return new Violation(code === 'unsupported' ? 'S5' : 'W1', {
      what: `${this.#options.name} broke while ${what} was awaited`,
      expected: 'it goes on',
      got: show(this.error),
    });
  }
}
