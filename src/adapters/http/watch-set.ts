import type { Changes, ChatError, Session, WatchOptions } from '../../contract/index.js';
import type { ServerSentEvent } from './event-parser.js';
import { EventStream } from './event-stream.js';
import { abortError, type HttpClient } from './http-client.js';
import { errorOfProblem } from './problem.js';
import { isObject, parseObject } from './read-json.js';
import { RecordWatch, SessionWatch, type Watch, type WatchRequest } from './watch.js';

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
  #opening: AbortController | undefined;
  /** The set is another than that of the last opened stream. */
  #changed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed: ChatError | undefined;

  constructor(client: HttpClient) {
    this.#client = client;
  }

  records<T>(request: WatchRequest, options: WatchOptions): AsyncIterable<Changes<T>> {
    const create = (onEnd: () => void): Watch => new RecordWatch(request, options.cursor, onEnd);
    return this.#watch(create, options) as AsyncIterable<Changes<T>>;
  }

  /** Sessions that differ from `known`. */
  sessions(known: Session, options: WatchOptions): AsyncIterable<Session> {
    return this.#watch((onEnd) => new SessionWatch(known, onEnd), options) as AsyncIterable<Session>;
  }

  close(reason: ChatError): void {
    this.#closed = reason;
    for (const watch of this.#watches.values()) watch.queue.abort(reason);
    this.#reopen();
  }

  /** A watch begins where it is iterated. */
  #watch(create: (onEnd: () => void) => Watch, { signal }: WatchOptions): AsyncIterable<unknown> {
    return {
      [Symbol.asyncIterator]: () => {
        const id = String(++this.#lastId);
        const { queue } = this.#add(id, create, signal);
        return queue;
      },
    };
  }

  #add(id: string, create: (onEnd: () => void) => Watch, signal: AbortSignal): Watch {
    const onAbort = (): void => watch.queue.abort(abortError());
    const watch = create(() => {
      signal.removeEventListener('abort', onAbort);
      if (this.#watches.delete(id)) this.#change();
    });
    if (signal.aborted) onAbort();
    else if (this.#closed) watch.queue.abort(this.#closed);
    else {
      signal.addEventListener('abort', onAbort);
      this.#watches.set(id, watch);
      this.#change();
    }
    return watch;
  }

  /** Collects what one task changes. */
  #change(): void {
    this.#changed = true;
    this.#timer ??= setTimeout(() => this.#reopen());
  }

  #reopen(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const watches = new Map(this.#watches);
    if (watches.size === 0) {
      this.#changed = false;
      this.#opening?.abort();
      this.#stream?.stop();
      this.#stream = undefined;
      return;
    }
    for (const watch of watches.values()) if (watch.loading) return;
    if (!this.#changed || this.#opening) return;
    this.#changed = false;
    void this.#open(watches);
  }

  async #open(watches: ReadonlyMap<string, Watch>): Promise<void> {
    const old = this.#stream;
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    old?.hold();
    try {
      const body = { watches: [...watches].map(([id, { request, cursor }]) => ({ id, cursor, ...request })) };
      const answer = await this.#client.open({ method: 'POST', path: ['stream'], body, signal });
      const stream = new EventStream(answer);
      old?.stop();
      if (signal.aborted) stream.stop();
      else void this.#serve(stream, watches);
    } catch (error) {
      for (const [id, watch] of watches) if (!watch.stream) this.#fail(id, error as Error);
      old?.release();
    }
    this.#opening = undefined;
    if (this.#changed) this.#change();
  }

  async #serve(stream: EventStream, watches: ReadonlyMap<string, Watch>): Promise<void> {
    this.#stream = stream;
    for (const watch of watches.values()) watch.serve(stream);
    const reason = await stream.read((event) => this.#dispatch(stream, event));
    if (!reason) return;
    if (this.#stream === stream) this.#stream = undefined;
    for (const [id, watch] of this.#watches) if (watch.stream === stream) this.#fail(id, reason);
    if (this.#changed) this.#change();
  }

  #dispatch(stream: EventStream, { name, data }: ServerSentEvent): void {
    const event = parseObject(data, 'An event of the stream');
    const id = String(event['watch']);
    const watch = this.#watches.get(id);
    if (name === 'changes' || name === 'session') watch?.receive(event);
    if (name === 'heartbeat') {
      for (const each of this.#watches.values()) if (each.stream === stream) each.heartbeat(event['at'] as number);
    }
    if (name === 'problem') {
      const error = errorOfProblem(isObject(event['problem']) ? event['problem'] : {}, 'The backend ended the watch.');
      if (event['watch'] === undefined) throw error;
      this.#fail(id, error);
    }
    if (this.#changed) this.#change();
  }

  /** Breaks a watch that the backend does not serve any more. */
  #fail(id: string, error: Error): void {
    const watch = this.#watches.get(id);
    this.#watches.delete(id);
    watch?.queue.fail(error);
  }
}
