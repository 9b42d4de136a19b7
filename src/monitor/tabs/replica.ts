import { ChatError, type Changes } from '../../contract/index.js';
import { Listeners, type Unsubscribe } from '../observable.js';
import { SnapshotIds } from '../snapshot-ids.js';
import { ChangeLog } from './change-log.js';
import type { Identified, ListAddress, Place } from './messages.js';

/** Records per batch of a snapshot. */
const SNAPSHOT_PART = 1_000;

export type Batch = Changes<Identified>;

/** Where somebody stopped; empty for somebody who has nothing. */
export interface Since {
  readonly place?: Place;
  readonly cursor?: string;
}

export interface Subscriber {
  push(batch: Batch): void;
  fail(error: ChatError): void;
}

/** Delivers into the replica from where that stands, until it is stopped. */
export type Feed = (replica: Replica) => Unsubscribe;

/**
 * One list of the backend as this page knows it. It is fed from the backend or from the leading page, and brings any
 * number of readers up to date: from where they stopped if it remembers, else with everything.
 */
export class Replica {
  readonly address: ListAddress;
  readonly key: string;
  readonly #id: string;
  readonly #records = new Map<string, Identified>();
  readonly #log = new ChangeLog();
  readonly #live = new Set<Subscriber>();
  readonly #waiting = new Map<Subscriber, { readonly since: Since; readonly stays: boolean }>();
  readonly #changed = new Listeners<[]>();
  readonly #failed = new Listeners<[ChatError]>();
  #feed: Feed | undefined;
  #stopFeed: Unsubscribe | undefined;
  #leases = 0;
  #snapshot: SnapshotIds | undefined;
  /** Nothing came since the feed began. */
  #untouched = true;
  /** The feed began from nothing. */
  #fromNothing = true;
  /** `#records` are all that there are, and not only what changed since a cursor. */
  #complete = false;
  #synced = false;
  #at = 0;
  #cursor: string | undefined;
  /** Where this replica stands in the leading page's. */
  #source: Place | undefined;

  constructor(id: string, key: string, address: ListAddress) {
    this.#id = id;
    this.key = key;
    this.address = address;
  }

  get place(): Place {
    return { replica: this.#id, seq: this.#log.seq };
  }

  /** From where a feed has to go on. */
  get since(): Since {
    return {
      ...(this.#source && { place: this.#source }),
      ...(this.#cursor !== undefined && { cursor: this.#cursor }),
    };
  }

  get inUse(): boolean {
    return this.#leases + this.#live.size + this.#waiting.size > 0;
  }

  get synced(): boolean {
    return this.#synced;
  }

  /** Told after each batch. */
  onChanged(listener: () => void): Unsubscribe {
    return this.#changed.add(listener);
  }

  onFailed(listener: (error: ChatError) => void): Unsubscribe {
    return this.#failed.add(listener);
  }

  /** Delivers to a reader from where it stopped, until it is detached. */
  attach(subscriber: Subscriber, since: Since): Unsubscribe {
    if (this.#isHere(since)) {
      this.#live.add(subscriber);
      // One that goes on from a cursor of an earlier page brings the feed to it.
      if (!this.#stopFeed && this.#cursor === undefined) this.#cursor = since.cursor;
    } else {
      this.#serve(subscriber, since, true);
    }
    this.#start();
    return () => {
      this.#live.delete(subscriber);
      this.#waiting.delete(subscriber);
      this.#stopIfUnused();
    };
  }

  /** Delivers to a reader what it misses, once. */
  catchUp(subscriber: Subscriber, since: Since): void {
    this.#serve(subscriber, since, false);
    this.#start();
  }

  /** Keeps it fed until the returned function is called. */
  lease(): Unsubscribe {
    let held = true;
    this.#leases += 1;
    this.#start();
    return () => {
      if (!held) return;
      held = false;
      this.#leases -= 1;
      this.#stopIfUnused();
    };
  }

  /**
   * Where it is fed from now on. Readers are told `error` where that is nowhere, and where only a part of a snapshot has
   * come, which cannot go on elsewhere.
   */
  feedFrom(
    feed: Feed | undefined,
    error = new ChatError('unavailable', 'The connection moved to another page.'),
  ): void {
    const partial = this.#stopFeed !== undefined && !this.#synced && !this.#untouched;
    this.#feed = feed;
    this.#stop();
    this.#source = undefined;
    if (feed === undefined || partial) this.fail(error);
    else if (this.inUse) this.#start();
  }

  get(id: string): Identified | undefined {
    return this.#records.get(id);
  }

  /** From the feed; `source`: where that puts it in the leading page's replica. */
  take(batch: Batch, source?: Place): void {
    this.#untouched = false;
    if (source !== undefined) this.#source = source;
    if (batch.snapshot) this.#snapshot ??= new SnapshotIds(this.#records.size === 0);
    for (const record of batch.upserts) this.#put(record);
    for (const id of batch.removes) this.#remove(id);
    this.#at = batch.at;
    if (batch.synced) this.#sync();
    if (batch.cursor !== undefined && this.#snapshot === undefined) {
      this.#cursor = batch.cursor;
      this.#log.reached(batch.cursor);
    }
    this.#log.trim();
    this.#live.forEach((subscriber) => subscriber.push(batch));
    if (batch.synced) this.#serveWaiting();
    this.#changed.call();
  }

  /** The feed broke: every reader is told, and may come again. */
  fail(error: ChatError): void {
    this.#stop();
    const left = [...this.#live, ...this.#waiting.keys()];
    this.#live.clear();
    this.#waiting.clear();
    for (const subscriber of left) subscriber.fail(error);
    this.#failed.call(error);
  }

  /** What changed since `seq`; undefined where that is too long ago. */
  changesSince(seq: number): Batch | undefined {
    const ids = this.#log.since(seq);
    if (ids === undefined) return undefined;
    const upserts: Identified[] = [];
    const removes: string[] = [];
    ids.forEach((id) => {
      const record = this.#records.get(id);
      if (record === undefined) removes.push(id);
      else upserts.push(record);
    });
    return { upserts, removes, ...this.#mark() };
  }

  #mark(): Pick<Batch, 'at' | 'cursor' | 'synced'> {
    return {
      at: this.#at,
      ...(this.#cursor !== undefined && { cursor: this.#cursor }),
      ...(this.#synced && { synced: true }),
    };
  }

  /** What the feed brings next is all that somebody who stopped there misses. */
  #isHere({ cursor }: Since): boolean {
    if (this.#synced || !this.#untouched) return false;
    const nothing = this.#cursor === undefined && this.#source === undefined;
    const fromNothing = this.#stopFeed === undefined ? nothing : this.#fromNothing;
    if (cursor === undefined) return fromNothing;
    return cursor === this.#cursor || (this.#stopFeed === undefined && nothing && this.#records.size === 0);
  }

  #serve(subscriber: Subscriber, since: Since, stays: boolean): void {
    const missed = this.#synced ? this.#missed(since) : undefined;
    if (missed === undefined) {
      this.#waiting.set(subscriber, { since, stays });
      // What it needs is more than ever came here: the feed has to begin again.
      if (this.#synced) this.#restart();
      return;
    }
    for (const batch of missed) subscriber.push(batch);
    if (stays) this.#live.add(subscriber);
  }

  #serveWaiting(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const [subscriber, { since, stays }] of waiting) this.#serve(subscriber, since, stays);
  }

  #missed({ place, cursor }: Since): readonly Batch[] | undefined {
    const here = place?.replica === this.#id;
    const seq = here ? place.seq : cursor === undefined ? undefined : this.#log.placeOf(cursor);
    const changes = seq === undefined ? undefined : this.changesSince(seq);
    if (changes !== undefined) return [changes];
    return this.#complete ? this.#everything() : undefined;
  }

  #everything(): readonly Batch[] {
    const batches: Batch[] = [];
    const records = [...this.#records.values()];
    for (let start = 0; start < records.length; start += SNAPSHOT_PART) {
      const upserts = records.slice(start, start + SNAPSHOT_PART);
      batches.push({ upserts, removes: [], at: this.#at, snapshot: true });
    }
    const last = batches.pop() ?? { upserts: [], removes: [], snapshot: true };
    return [...batches, { ...last, ...this.#mark() }];
  }

  #start(): void {
    if (this.#stopFeed !== undefined || this.#feed === undefined) return;
    this.#untouched = true;
    this.#fromNothing = this.#cursor === undefined && this.#source === undefined;
    this.#stopFeed = this.#feed(this);
  }

  #stop(): void {
    this.#stopFeed?.();
    this.#stopFeed = undefined;
    this.#synced = false;
    this.#snapshot = undefined;
    this.#untouched = true;
  }

  #restart(): void {
    this.#stop();
    this.#cursor = undefined;
    this.#source = undefined;
    this.#start();
  }

  #stopIfUnused(): void {
    if (!this.inUse) this.#stop();
  }

  #put(record: Identified & { readonly version?: number }): void {
    this.#snapshot?.add(record.id);
    const known = this.#records.get(record.id) as typeof record | undefined;
    if (known?.version !== undefined && record.version !== undefined && record.version < known.version) return;
    this.#records.set(record.id, record);
    this.#log.note(record.id);
  }

  #remove(id: string): void {
    this.#records.delete(id);
    this.#log.note(id);
  }

  #sync(): void {
    const named = this.#snapshot;
    this.#snapshot = undefined;
    this.#synced = true;
    if (named !== undefined || this.#fromNothing) {
      // What went before the first cursor was never here: nobody who stopped since then can be told of it.
      if (!this.#complete) this.#log.forget();
      this.#complete = true;
    }
    if (named === undefined) return;
    this.#records.forEach((_, id) => {
      if (!named.has(id)) this.#remove(id);
    });
  }
}
