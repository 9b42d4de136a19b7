export interface HttpAdapterOptions {
  /** Where the protocol is served (`/chat/api`), resolved against the page; `v1/…` is added to its path. */
  readonly src: string | URL;
  /** By default `http:` and the resolved `src`. */
  readonly id?: string;
  /** Opaque, stable key of who is signed in, where the page knows it before connecting. */
  readonly viewerKey?: string;
  /**
   * Headers for every call, asked for each time (a bearer token). What it throws ends the call with `unauthenticated`,
   * unless it is a `ChatError` itself.
   */
  readonly headers?: () => HeadersInit | Promise<HeadersInit>;
  /** As for `fetch`; by default `same-origin`. */
  readonly credentials?: RequestCredentials;
  /** By default the page's own. */
  readonly fetch?: typeof fetch;
  /** Milliseconds until a call without a whole answer ends with `timeout`; by default 15 000. */
  readonly requestTimeout?: number;
}
