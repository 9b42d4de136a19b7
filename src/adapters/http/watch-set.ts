import { ChatError, isChatError } from '../../contract/index.js';
import type { Session, WatchOptions } from '../../contract/index.js';
import type { ServerSentEvent } from './event-parser.js';
import { EventStream } from './event-stream.js';
import type { HttpClient } from './http-client.js';
import { errorOfProblem } from './problem.js';
import { type Json, parseObject } from './read-json.js';
import { Watch, type WatchRequest } from './watch.js';

/**
 * All watches of one connection, over one event stream. A stream serves the set it was opened with; when the set
 * changes, the next one goes on from the cursor of each watch. Meanwhile the old one is held, so that no batch comes
 * twice, and let go again if the new one is refused: then only the watches that it was opened for break.
 */
export class WatchSet {
  readonly #client: HttpClient;
  readonly #watches = new Map<string, Watch>();
  #lastId = 0;
  #stream: EventStream | undefined;
  /** Until it is settled, nothing of the old stream is handed out. */
  #opening: Promise<void> | undefined;
  #abort: AbortController | undefined;
  /** The set is another than that of the last opened stream. */
  #changed = false;
  #scheduled = false;

  constructor(client: HttpClient) {
    this.#client = client;
  }

  /** Begins with its first value asked for. With `session`: the sessions that differ from it. */
  async *open<T>(request: WatchRequest, options: WatchOptions, session?: Session): AsyncGenerator<T, void> {
    const { signal, cursor } = options;
    const id = String(++this.#lastId);
    const watch = new Watch(request, cursor, session);
    const leave = (): void => {
      watch.fail(signal.reason);
      if (this.#watches.delete(id)) this.#change();
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', leave);
    this.#watches.set(id, watch);
    this.#change();
    try {
      yield* watch.values() as AsyncGenerator<T, void>;
    } finally {
      signal.removeEventListener('abort', leave);
      leave();
    }
  }

  /** Ends the stream at once: a page that is put away has no later task to do it in. */
  close(): void {
    this.#abort?.abort();
    this.#stream?.cancel();
    this.#stream = undefined;
  }

  /** Collects what one task changes. */
  #change(): void {
    this.#changed = true;
    if (this.#scheduled) return;
    this.#scheduled = true;
    setTimeout(() => {
      this.#scheduled = false;
      this.#reopen();
    });
  }

  #reopen(): void {
    const watches = new Map(this.#watches);
    if (watches.size === 0) {
      this.#changed = false;
      this.close();
    }
    const loading = [...watches.values()].some((watch) => watch.loading);
    if (!this.#changed || this.#opening || loading) return;
    this.#changed = false;
    this.#opening = this.#replace(watches).then(() => {
      this.#opening = undefined;
      if (this.#changed) this.#change();
    });
  }

  async #replace(watches: ReadonlyMap<string, Watch>): Promise<void> {
    const old = this.#stream;
    const { signal } = (this.#abort = new AbortController());
    try {
      const body = { watches: [...watches].map(([id, { request, cursor }]) => ({ id, cursor, ...request })) };
      const stream = new EventStream(await this.#client.open(['stream'], { signal }, { body }));
      old?.cancel();
      if (signal.aborted) stream.cancel();
      else void this.#serve(stream, watches);
    } catch (error) {
      for (const [id, watch] of watches) if (!watch.stream) this.#fail(id, error);
    }
  }

  async #serve(stream: EventStream, watches: ReadonlyMap<string, Watch>): Promise<void> {
    this.#stream = stream;
    for (const watch of watches.values()) watch.serve(stream);
    const replaced = async (): Promise<boolean> => {
      while (this.#opening) await this.#opening;
      return this.#stream !== stream;
    };
    let reason: unknown;
    try {
      for await (const event of stream.events()) {
        if (await replaced()) return;
        this.#dispatch(stream, event);
      }
    } catch (cause) {
      reason = isChatError(cause) ? cause : new ChatError('unavailable', 'The event stream broke.', { cause });
    }
    if (await replaced()) return;
    this.#stream = undefined;
    for (const [id, watch] of this.#watches) if (watch.stream === stream) this.#fail(id, reason);
    if (this.#changed) this.#change();
  }

  #dispatch(stream: EventStream, { name, data }: ServerSentEvent): void {
    const { watch: served, ...event } = parseObject(data, 'An event of the stream');
    const id = String(served);
    const watch = this.#watches.get(id);
    if (name === 'changes') watch?.changes(event);
    if (name === 'session') watch?.session(event['session']);
    if (name === 'heartbeat') {
      for (const each of this.#watches.values()) if (each.stream === stream) each.heartbeat(event['at']);
    }
    if (name === 'problem') {
      const error = errorOfProblem({ ...(event['problem'] as Json) }, 'The backend ended the watch.');
      if (served === undefined) throw error;
      this.#fail(id, error);
    }
    if (this.#changed) this.#change();
  }

  /** Breaks a watch that the backend does not serve any more. */
  #fail(id: string, error: unknown): void {
    const watch = this.#watches.get(id);
    this.#watches.delete(id);
    watch?.fail(error);
  }
}
