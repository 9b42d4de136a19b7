import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Chat, Message } from '../../../src/contract/model.js';
import { createBackend, type Backend, type BackendOptions } from '../../../demo/backend/backend.js';
import type { Database } from '../../../demo/backend/database/database.js';
import { checkedFetch } from '../../harness/openapi.js';
import { EventReader } from './event-reader.js';

export const start = Date.UTC(2030, 0, 15, 9, 0, 0);

/** A clock that stands still until it is told otherwise. */
export class TestClock {
  time = start;
  readonly now = (): number => this.time;
}

/** A backend with a standing clock and no limit on calls, every answer of which is checked against the document. */
export class World {
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;

  private constructor(
    readonly backend: Backend,
    readonly database: Database,
    readonly clock: TestClock,
  ) {
    this.fetch = checkedFetch(backend.app);
  }

  static async open(
    database: Database,
    options: Partial<BackendOptions> = {},
    clock = new TestClock(),
  ): Promise<World> {
    const backend = await createBackend({
      database,
      now: clock.now,
      rateLimit: { perSecond: 1_000, burst: 100_000 },
      heartbeatMs: 3_600_000,
      sweepMs: 3_600_000,
      debounceMs: 5,
      pollMs: 200,
      ...options,
    });
    return new World(backend, database, clock);
  }

  async close(): Promise<void> {
    await this.backend.close();
  }

  /** Signs a user in, in a slot of its own. */
  async signIn(userId: string, slot = userId.replaceAll('.', '-')): Promise<Client> {
    const response = await this.fetch(`/s/${slot}/sign-in`, post({ userId }));
    assert.equal(response.status, 200, `${userId} signs in`);
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    return new Client(this, slot, cookie);
  }
}

export function post(body: unknown, headers: Record<string, string> = {}): RequestInit {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-chat-monitor': '1', ...headers },
    body: JSON.stringify(body),
  };
}

export interface Result<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly backendCode?: string;
  readonly chat?: Chat;
  readonly by?: { readonly id: string; readonly name: string };
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** One signed-in user. */
export class Client {
  constructor(
    readonly world: World,
    readonly slot: string,
    readonly cookie: string,
  ) {}

  async get<Body>(path: string): Promise<Result<Body>> {
    return this.#result(await this.world.fetch(`/s/${this.slot}${path}`, { headers: { cookie: this.cookie } }));
  }

  async post<Body>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Result<Body>> {
    const init = post(body, { cookie: this.cookie, ...headers });
    return this.#result(await this.world.fetch(`/s/${this.slot}${path}`, init));
  }

  /** A command with what the user saw, and a key of its own unless one is given. */
  command<Body = Chat>(chat: Chat, command: object, key: string = randomUUID()): Promise<Result<Body>> {
    return this.post<Body>(`/api/v1/chats/${chat.id}/commands`, command, {
      'if-match': `"${chat.assignmentVersion}"`,
      'idempotency-key': key,
    });
  }

  send<Body = Message>(chatId: string, text: string, key: string = randomUUID()): Promise<Result<Body>> {
    return this.post<Body>(`/api/v1/chats/${chatId}/messages`, { text }, { 'idempotency-key': key });
  }

  async watch(...watches: readonly object[]): Promise<EventReader> {
    const init = post({ watches }, { cookie: this.cookie });
    const response = await this.world.fetch(`/s/${this.slot}/api/v1/stream`, init);
    assert.equal(response.status, 200, 'the stream opens');
    return new EventReader(response);
  }

  /** The chats that the viewer sees now, by a watch that is opened and ended. */
  async chats(view: 'floor' | 'mine' = 'floor'): Promise<Chat[]> {
    const reader = await this.watch({ id: 'all', kind: 'chats', query: { view } });
    const chats = await reader.snapshot<Chat>('all');
    await reader.close();
    return chats;
  }

  async #result<Body>(response: Response): Promise<Result<Body>> {
    const text = await response.text();
    return {
      status: response.status,
      body: (text === '' ? undefined : JSON.parse(text)) as Body,
      headers: response.headers,
    };
  }
}

/** The first chat for which `test` holds. */
export function find(chats: readonly Chat[], test: (chat: Chat) => boolean): Chat {
  const chat = chats.find(test);
  assert.ok(chat, 'there is such a chat');
  return chat;
}
