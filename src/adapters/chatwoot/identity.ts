import { type CallOptions, type Changes, ChatError, type Session } from '../../contract/index.js';
import { RecordFeed } from '../shared/record-feed.js';
import type { ChatwootApi } from './api.js';
import type { Companies } from './companies.js';
import type { ChatwootAdapterOptions } from './options.js';
import { sessionOf } from './session.js';
import { type ChatwootViewer, viewerOf } from './viewer.js';

/** Milliseconds between looks at the profile while somebody watches the session. */
const PACE = 30_000;

interface SessionRecord {
  readonly id: string;
  /** Without the time, which would be another one at each look. */
  readonly session: Omit<Session, 'at'>;
}

/** Who the connection belongs to, and what they may do now. */
export class Identity {
  readonly #api: ChatwootApi;
  readonly #companies: Companies;
  readonly #options: ChatwootAdapterOptions;
  readonly #feed: RecordFeed<SessionRecord>;
  #viewer: ChatwootViewer;
  /** The viewer's roles are other ones now. */
  onRoles: () => void = () => undefined;
  /** Somebody else is signed in: the connection is over. */
  onForeign: (error: ChatError) => void = () => undefined;

  constructor(api: ChatwootApi, options: ChatwootAdapterOptions, viewer: ChatwootViewer, companies: Companies) {
    this.#api = api;
    this.#companies = companies;
    this.#options = options;
    this.#viewer = viewer;
    this.#feed = new RecordFeed({
      look: async (_, signal) => {
        await this.check({ signal });
        return { records: [this.#record()], complete: true };
      },
      time: api,
      pace: () => PACE,
    });
  }

  get viewer(): ChatwootViewer {
    return this.#viewer;
  }

  /** Errors: `unauthenticated` where somebody else is signed in, and as the call. */
  async check(options: CallOptions): Promise<void> {
    const viewer = viewerOf(await this.#api.profile(options), this.#options);
    if (viewer.id !== this.#viewer.id) {
      const error = new ChatError('unauthenticated', 'Chatwoot: another viewer is signed in now.');
      this.onForeign(error);
      throw error;
    }
    const changed = viewer.roles.join() !== this.#viewer.roles.join();
    this.#viewer = viewer;
    if (!changed) return;
    this.#feed.put(this.#record());
    this.onRoles();
  }

  async *watch(signal: AbortSignal): AsyncGenerator<Session, void> {
    for await (const { upserts } of this.#feed.watch(() => true, signal) as AsyncIterable<Changes<SessionRecord>>) {
      for (const { session } of upserts) yield { ...session, at: this.#api.now() };
    }
  }

  fail(error: ChatError): void {
    this.#feed.fail(error);
  }

  #record(): SessionRecord {
    const { at: _, ...session } = sessionOf(this.#viewer, this.#companies, this.#options, 0);
    return { id: this.#viewer.id, session };
  }
}
