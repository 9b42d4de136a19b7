import type { Changes } from '../contract/index.js';
import { State } from './observable.js';
import type { Scheduler } from './ports.js';
import type { SnapshotIds } from './snapshot-ids.js';

/** A small list kept whole: published in order, as often as is worth looking. */
export class RecordList<T extends { readonly id: string }> {
  readonly state = new State<readonly T[]>([]);
  readonly #scheduler: Scheduler;
  readonly #compare: (a: T, b: T) => number;
  readonly #records = new Map<string, T>();
  #cancelFlush: (() => void) | undefined;
  #revision = 0;

  constructor(scheduler: Scheduler, compare: (a: T, b: T) => number) {
    this.#scheduler = scheduler;
    this.#compare = compare;
  }

  /** Another one after each change, also before it is published. */
  get revision(): number {
    return this.#revision;
  }

  /** In no particular order. */
  all(): readonly T[] {
    return [...this.#records.values()];
  }

  get(id: string): T | undefined {
    return this.#records.get(id);
  }

  set(record: T): void {
    this.#records.set(record.id, record);
    this.#changed();
  }

  apply({ upserts, removes }: Changes<T>): void {
    if (upserts.length === 0 && removes.length === 0) return;
    for (const record of upserts) this.#records.set(record.id, record);
    for (const id of removes) this.#records.delete(id);
    this.#changed();
  }

  /** Takes what an earlier page saw. */
  restore(records: readonly T[]): void {
    for (const record of records) this.#records.set(record.id, record);
    this.#changed();
  }

  delete(id: string): void {
    if (this.#records.delete(id)) this.#changed();
  }

  get isEmpty(): boolean {
    return this.#records.size === 0;
  }

  retain(ids: SnapshotIds): void {
    this.#records.forEach((_, id) => {
      if (!ids.has(id)) this.#records.delete(id);
    });
    this.#changed();
  }

  /** At once: they may be of a viewer who is not signed in any more. */
  clear(): void {
    this.#records.clear();
    this.#revision += 1;
    if (this.state.value.length > 0) this.state.set([]);
  }

  #changed(): void {
    this.#revision += 1;
    this.#cancelFlush ??= this.#scheduler.requestFlush(this.#flushNow);
  }

  readonly #flushNow = (): void => this.flush();

  /** Publishes what waits, now. */
  flush(): void {
    if (this.#cancelFlush === undefined) return;
    this.#cancelFlush();
    this.#cancelFlush = undefined;
    this.state.set([...this.#records.values()].sort(this.#compare));
  }
}
