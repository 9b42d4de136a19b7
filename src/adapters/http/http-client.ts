import { ChatError } from '../../contract/index.js';
import type { CallOptions, PerformOptions } from '../../contract/index.js';
import { hostHeaders, onTime } from '../shared/on-time.js';
import type { HttpAdapterOptions } from './options.js';
import { errorOfAnswer } from './problem.js';
import { parseObject } from './read-json.js';

/** Below `v1`, one entry per segment; encoded here. */
type Path = readonly string[];

/** What a request carries beside its path. */
interface Content {
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  /** Makes it a POST. */
  readonly body?: unknown;
  /** The `assignmentVersion` that has to hold. */
  readonly expected?: string | undefined;
}

/** The calls of one connection. Every one ends: by its answer, its timeout or its signal. */
export class HttpClient {
  readonly #base: URL;
  readonly #options: HttpAdapterOptions;

  constructor(base: URL, options: HttpAdapterOptions) {
    this.#base = base;
    this.#options = options;
  }

  /** The answer, which is a JSON object; whether it is a `T`, the guard checks. */
  call<T>(path: Path, options: CallOptions | PerformOptions, content: Content = {}): Promise<T> {
    return this.#onTime(path, options, async (what, signal) => {
      const response = await this.#send(path, { ...options, signal }, content, 'application/json', what);
      return parseObject(await response.text(), what) as T;
    });
  }

  /** The body of an event stream; whoever takes it cancels it. The timeout covers its opening only. */
  open(path: Path, options: CallOptions, content: Content): Promise<ReadableStream<Uint8Array>> {
    return this.#onTime(path, options, async (what, signal) => {
      const response = await this.#send(path, { signal }, content, 'text/event-stream', what);
      return response.body as ReadableStream<Uint8Array>;
    });
  }

  #onTime<T>(path: Path, { signal }: CallOptions, work: (what: string, signal: AbortSignal) => Promise<T>): Promise<T> {
    const what = `v1/${path.join('/')}`;
    return onTime(this.#options.requestTimeout ?? 15_000, what, signal, (inner) => work(what, inner));
  }

  /** An answer of this type, or else its error. */
  async #send(
    path: Path,
    options: CallOptions | PerformOptions,
    { query = {}, body, expected }: Content,
    type: string,
    what: string,
  ): Promise<Response> {
    const { credentials = 'same-origin', fetch = globalThis.fetch } = this.#options;
    const url = new URL(this.#base);
    url.pathname += ['v1', ...path].map(encodeURIComponent).join('/');
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers = await hostHeaders(this.#options.headers, what);
    const init: RequestInit = { method: 'GET', headers, credentials, signal: options.signal, cache: 'no-store' };
    headers.set('Accept', type);
    if ('idempotencyKey' in options) setText(headers, 'Idempotency-Key', options.idempotencyKey);
    if (expected !== undefined) setText(headers, 'If-Match', `"${expected}"`);
    if (body !== undefined) {
      init.method = 'POST';
      init.body = JSON.stringify(body);
      headers.set('Content-Type', 'application/json');
      headers.set('X-Chat-Monitor', '1');
    }
    const response = await fetch(url, init);
    if (!response.ok) throw await errorOfAnswer(response, what);
    const given = response.headers.get('Content-Type') ?? 'of no type';
    if (given.startsWith(type)) return response;
    await response.body?.cancel();
    const hint = 'Has the sign-in ended, or does something else answer at `src`?';
    throw new ChatError('protocol', `${what}: the answer is ${given} instead of ${type}. ${hint}`);
  }
}

/** Keys and versions are of somebody else's making. Errors: `invalid`. */
function setText(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, value);
  } catch (cause) {
    throw new ChatError('invalid', `${name} cannot be sent: no header takes ${JSON.stringify(value)}.`, { cause });
  }
}
