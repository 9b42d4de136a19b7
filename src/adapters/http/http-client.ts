import { ChatError, isChatError } from '../../contract/index.js';
import type { HttpAdapterOptions } from './options.js';
import { errorOfResponse } from './problem.js';
import { readJson, wrongType, type Json } from './read-json.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Below `v1`, one entry per segment; encoded here. */
  readonly path: readonly string[];
  readonly signal: AbortSignal;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The calls of one connection. Every one ends: by its answer, its timeout, its signal or `close`. */
export class HttpClient {
  readonly #base: URL;
  readonly #options: HttpAdapterOptions;
  readonly #running = new Set<AbortController>();
  #closed: ChatError | undefined;

  constructor(base: URL, options: HttpAdapterOptions) {
    this.#base = base;
    this.#options = options;
  }

  /** The answer, which is a JSON object. */
  call(request: HttpRequest): Promise<Json> {
    return this.#exchange(request, 'application/json', readJson);
  }

  /** The body of an event stream; whoever takes it cancels it. The timeout covers its opening only. */
  open(request: HttpRequest): Promise<ReadableStream<Uint8Array>> {
    const type = 'text/event-stream';
    return this.#exchange(request, type, async (response, what) => {
      const given = response.headers.get('Content-Type') ?? '';
      if (!response.body || !given.startsWith(type)) throw await wrongType(response, what, type);
      return response.body;
    });
  }

  /** Running and later calls reject with `reason`. */
  close(reason: ChatError): void {
    this.#closed = reason;
    for (const controller of this.#running) controller.abort(reason);
  }

  async #exchange<T>(
    request: HttpRequest,
    accept: string,
    read: (response: Response, what: string) => Promise<T>,
  ): Promise<T> {
    const what = `${request.method} v1/${request.path.join('/')}`;
    const limit = this.#options.requestTimeout ?? 15_000;
    const controller = new AbortController();
    const stopped = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error));
    });
    const onAbort = (): void => controller.abort(abortError());
    const onTimeout = (): void => controller.abort(new ChatError('timeout', `${what}: no answer within ${limit} ms.`));
    const work = async (): Promise<T> => read(await this.#send(request, accept, what, controller.signal), what);
    const timer = setTimeout(onTimeout, limit);
    request.signal.addEventListener('abort', onAbort);
    this.#running.add(controller);
    try {
      if (request.signal.aborted) throw abortError();
      if (this.#closed) throw this.#closed;
      return await Promise.race([stopped, work()]);
    } finally {
      clearTimeout(timer);
      request.signal.removeEventListener('abort', onAbort);
      this.#running.delete(controller);
    }
  }

  async #send(request: HttpRequest, accept: string, what: string, signal: AbortSignal): Promise<Response> {
    const { method, body } = request;
    const url = new URL(this.#base);
    url.pathname += ['v1', ...request.path].map(encodeURIComponent).join('/');
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const headers = new Headers(await this.#hostHeaders(what));
    headers.set('Accept', accept);
    if (method !== 'GET') headers.set('X-Chat-Monitor', '1');
    if (body !== undefined) headers.set('Content-Type', 'application/json');
    for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);

    const { credentials = 'same-origin', fetch = globalThis.fetch } = this.#options;
    const init: RequestInit = { method, headers, credentials, signal, cache: 'no-store' };
    if (body !== undefined) init.body = JSON.stringify(body);
    let response: Response;
    try {
      response = await fetch(url, init);
    } catch (cause) {
      throw new ChatError('unavailable', `${what}: the backend could not be reached.`, { cause });
    }
    if (!response.ok) throw await errorOfResponse(response, what);
    return response;
  }

  async #hostHeaders(what: string): Promise<HeadersInit | undefined> {
    try {
      return await this.#options.headers?.();
    } catch (cause) {
      if (isChatError(cause)) throw cause;
      throw new ChatError('unauthenticated', `${what}: the \`headers\` callback failed.`, { cause });
    }
  }
}

export function abortError(): DOMException {
  return new DOMException('The caller aborted.', 'AbortError');
}
