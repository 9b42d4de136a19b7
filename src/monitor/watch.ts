import { ChatError, isAbortError, type Changes, type ChatConnection, type WatchOptions } from '../contract/index.js';
import { Backoff } from './backoff.js';
import type { Clock, Random, Scheduler } from './ports.js';
import { toChatError } from './errors.js';
import { SnapshotIds } from './snapshot-ids.js';

/** A backend says something at least every 15 s; after this long it is taken for dead. */
const SILENCE_LIMIT = 40_000;

/** After so many records in a row, what else the browser has to do comes first. */
const BREATH = 1_000;

export interface WatchHandlers<T> {
  /** The backend promises heartbeats, so that silence means it is gone. */
  readonly heartbeats: boolean;
  open(connection: ChatConnection, options: WatchOptions): AsyncIterable<Changes<T>>;
  /** `initial`: belongs to the first snapshot, so nothing in it is news. */
  apply(changes: Changes<T>, initial: boolean): void;
  /** Nothing is there yet. */
  isEmpty(): boolean;
  /** A whole snapshot has come: what is not in `ids` does not exist any more. */
  retain(ids: SnapshotIds): void;
  /** It delivers. */
  healthy(): void;
  /** It is being opened again because of `error`; `again`: it has not delivered since the last time. */
  broken(error: ChatError, again: boolean): void;
  /** It cannot be had, and trying again does not help. */
  failed(error: ChatError): void;
}

export interface WatchContext {
  readonly clock: Clock;
  readonly random: Random;
  /** Absent where batches are small. */
  readonly scheduler?: Scheduler;
  /** Whether a cursor can be used. */
  resumes(): boolean;
}

const finalCodes: readonly string[] = ['unauthenticated', 'forbidden', 'not-found', 'unsupported', 'invalid'];

/** Keeps one watch open on a connection: opens it again after a failure, where it stopped if that is possible. */
export class Watch<T extends { readonly id: string }> {
  readonly #handlers: WatchHandlers<T>;
  readonly #context: WatchContext;
  readonly #backoff: Backoff;
  #running: AbortController | undefined;
  #cursor: string | undefined;
  #snapshot: SnapshotIds | undefined;
  #sinceBreath = 0;
  #synced = false;

  constructor(handlers: WatchHandlers<T>, context: WatchContext) {
    this.#handlers = handlers;
    this.#context = context;
    this.#backoff = new Backoff(context.random);
  }

  /** Follows the watch on this connection until `stop`. */
  start(connection: ChatConnection): void {
    this.stop();
    const running = new AbortController();
    this.#running = running;
    void this.#run(connection, running.signal);
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  /** Where it can go on, once it has delivered a finished state. */
  get cursor(): string | undefined {
    return this.#cursor;
  }

  /** Begins where an earlier page stopped; what changed since then is no news. */
  resumeFrom(cursor: string): void {
    this.#cursor = cursor;
  }

  /** Begins with everything the next time: what came so far is not kept. */
  forget(): void {
    this.#cursor = undefined;
    this.#synced = false;
  }

  async #run(connection: ChatConnection, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const error = await this.#follow(connection, signal);
      if (signal.aborted) return;
      if (finalCodes.includes(error.code)) {
        this.#handlers.failed(error);
        return;
      }
      this.#handlers.broken(error, this.#backoff.failures > 0);
      await this.#pause(this.#backoff.next(error.retryAfter), signal);
    }
  }

  /** Delivers until the watch breaks, and resolves with why. */
  async #follow(connection: ChatConnection, signal: AbortSignal): Promise<ChatError> {
    const attempt = new AbortController();
    const end = (): void => attempt.abort();
    signal.addEventListener('abort', end);
    let silent = false;
    const listen = (): (() => void) => {
      if (!this.#handlers.heartbeats) return () => {};
      return this.#context.clock.setTimer(() => {
        silent = true;
        attempt.abort();
      }, SILENCE_LIMIT);
    };
    let stopListening = listen();
    this.#snapshot = undefined;
    try {
      const cursor = this.#context.resumes() ? this.#cursor : undefined;
      const batches = this.#handlers.open(connection, {
        signal: attempt.signal,
        ...(cursor !== undefined && { cursor }),
      });
      for await (const batch of batches) {
        if (attempt.signal.aborted) break;
        stopListening();
        stopListening = listen();
        this.#take(batch);
        this.#sinceBreath += batch.upserts.length;
        if (this.#sinceBreath < BREATH) continue;
        this.#sinceBreath = 0;
        await this.#context.scheduler?.breathe?.();
      }
      if (silent) return new ChatError('timeout', 'The backend has been silent for too long.');
      return new ChatError('unavailable', 'The backend ended the watch.');
    } catch (thrown) {
      if (silent && isAbortError(thrown)) return new ChatError('timeout', 'The backend has been silent for too long.');
      return toChatError(thrown);
    } finally {
      stopListening();
      signal.removeEventListener('abort', end);
      attempt.abort();
    }
  }

  #take(batch: Changes<T>): void {
    if (batch.snapshot === true) {
      this.#snapshot ??= new SnapshotIds(this.#handlers.isEmpty());
      for (const record of batch.upserts) this.#snapshot.add(record.id);
    }
    this.#handlers.apply(batch, !this.#synced);
    if (batch.synced === true) {
      if (this.#snapshot !== undefined) this.#handlers.retain(this.#snapshot);
      this.#snapshot = undefined;
      this.#synced = true;
      this.#backoff.succeeded();
      this.#handlers.healthy();
    }
    // Half a snapshot is no place to go on from.
    if (batch.cursor !== undefined && this.#snapshot === undefined) this.#cursor = batch.cursor;
  }

  async #pause(delay: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const cancel = this.#context.clock.setTimer(end, delay);
      function end(): void {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      }
      signal.addEventListener('abort', end);
    });
  }
}
