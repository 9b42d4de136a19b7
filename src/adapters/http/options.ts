import type { RestOptions } from '../shared/rest-client.js';

export interface HttpAdapterOptions extends Omit<RestOptions, 'heartbeat'> {
  /** Where the protocol is served (`/chat/api`), resolved against the page; `v1/…` is added to its path. */
  readonly src: string | URL;
  /** By default `http:` and the resolved `src`. */
  readonly id?: string;
  /** Opaque, stable key of who is signed in, where the page knows it before connecting. */
  readonly viewerKey?: string;
}
