import { ChatError, type CallOptions } from '../../contract/index.js';
import { hostHeaders, onTime } from './on-time.js';
import { codeOfStatus, retryAfterOf } from './status-codes.js';

/** How a host lets an adapter call its backend. */
export interface RestOptions {
  /** Where the backend is, resolved against the page. */
  readonly src: string | URL;
  /**
   * Headers for every call, asked for each time (a token). What it throws ends the call with `unauthenticated`, unless it
   * is a `ChatError` itself.
   */
  readonly headers?: () => HeadersInit | Promise<HeadersInit>;
  /** As for `fetch`; by default `same-origin`. */
  readonly credentials?: RequestCredentials;
  /** By default the page's own. */
  readonly fetch?: typeof fetch;
  /** Milliseconds until a call without a whole answer ends with `timeout`; by default 15 000. */
  readonly requestTimeout?: number;
  /** Milliseconds until a watch that hears of nothing is told so; by default 10 000. */
  readonly heartbeat?: number;
}

export interface RestRequest {
  /** By default GET, and POST where there is a body. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; undefined for an empty answer. Nothing in it has been checked. */
  readonly body: unknown;
}

/** What is particular about one backend's answers. */
export interface RestDialect {
  /** In errors: "Chatwoot". */
  readonly name: string;
  /** The error that an answer says, whatever its status; undefined where it says none, or none of its own. */
  errorOf?(answer: RestAnswer, what: string): ChatError | undefined;
}

/** JSON calls to a backend that is not ours. Every one ends: by its answer, its timeout or its signal. */
export class RestClient {
  readonly #base: URL;
  readonly #options: RestOptions;
  readonly #dialect: RestDialect;
  /** The backend's clock, ahead of this page's by so many ms. */
  #ahead = 0;

  /** Throws TypeError where `src` is no URL. */
  constructor(options: RestOptions, dialect: RestDialect) {
    const page = globalThis.document?.baseURI;
    if (!URL.canParse(String(options.src), page)) {
      throw new TypeError(`${dialect.name}: src "${String(options.src)}" is no URL.`);
    }
    this.#base = new URL(options.src, page);
    this.#base.hash = this.#base.search = '';
    this.#base.pathname = this.#base.pathname.replace(/\/*$/, '/');
    this.#options = options;
    this.#dialect = dialect;
  }

  /** Ends in a slash. */
  get base(): URL {
    return this.#base;
  }

  /**
   * The backend's time, epoch ms, by the `Date` of its answers: to the second, and this page's own where that header is
   * hidden from it, as in answers of another origin that does not expose it.
   */
  now(): number {
    return Date.now() + this.#ahead;
  }

  /** Milliseconds until a watch that hears of nothing is told so. */
  get heartbeat(): number {
    return this.#options.heartbeat ?? 10_000;
  }

  /**
   * `path`: one entry per segment; encoded here. Errors: by status and by the dialect, `timeout`, `unavailable`,
   * `protocol` for what is no JSON, and what the host's callback throws.
   */
  call(path: readonly (string | number)[], { signal }: CallOptions, request: RestRequest = {}): Promise<RestAnswer> {
    const { method = request.body === undefined ? 'GET' : 'POST' } = request;
    const what = `${this.#dialect.name}: ${method} ${path.join('/')}`;
    return onTime(this.#options.requestTimeout ?? 15_000, what, signal, async (inner) => {
      const answer = await this.#send(path, method, request, what, inner);
      const error = this.#dialect.errorOf?.(answer, what) ?? errorOfStatus(answer, what);
      if (error !== undefined) throw error;
      return answer;
    });
  }

  async #send(
    path: readonly (string | number)[],
    method: string,
    { query = {}, body }: RestRequest,
    what: string,
    signal: AbortSignal,
  ): Promise<RestAnswer> {
    const { credentials = 'same-origin', fetch = globalThis.fetch } = this.#options;
    const url = new URL(this.#base);
    url.pathname += path.map(encodeURIComponent).join('/');
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.append(name, String(value));
    }
    const headers = await hostHeaders(this.#options.headers, what);
    headers.set('Accept', 'application/json');
    const init: RequestInit = { method, headers, credentials, signal, cache: 'no-store' };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
      headers.set('Content-Type', 'application/json');
    }
    const response = await fetch(url, init);
    this.#setClock(response.headers.get('Date'));
    return { status: response.status, headers: response.headers, body: parsed(await response.text(), response, what) };
  }

  #setClock(date: string | null): void {
    const at = date === null ? NaN : new Date(date).getTime();
    // The header is cut to the second: the middle of it is the best guess.
    if (!Number.isNaN(at)) this.#ahead = at + 500 - Date.now();
  }
}

/** A page of a proxy instead of JSON still has its status; where that says success, it is no answer. */
function parsed(text: string, { ok, status, headers }: Response, what: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    if (!ok) return undefined;
    const type = headers.get('Content-Type') ?? 'of no type';
    throw new ChatError('protocol', `${what}: HTTP ${status} with an answer that is no JSON, but ${type}.`);
  }
}

function errorOfStatus({ status, headers }: RestAnswer, what: string): ChatError | undefined {
  if (status >= 200 && status < 300) return undefined;
  return new ChatError(codeOfStatus(status), `${what}: HTTP ${status}.`, {
    ...retryAfterOf(headers),
    backendCode: String(status),
  });
}
