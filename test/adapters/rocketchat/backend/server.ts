import { http, HttpResponse, type DefaultBodyType, type StrictRequest } from 'msw';
import { setupServer } from 'msw/node';
import { after } from 'node:test';
import { createRocketchatAdapter, type RocketchatAdapterOptions } from '../../../../src/adapters/rocketchat/index.js';
import type { ChatAdapter } from '../../../../src/contract/index.js';
import { Livechat } from './livechat.js';
import { routesOf, type Route } from './routes.js';
import { checkExchange } from './schema.js';
import { RealtimeServer } from './socket.js';
import { Refusal, ServerState, type User } from './state.js';

/** Every server that was made, by its origin. */
const servers = new Map<string, TestServer>();
const msw = setupServer(http.all('*', ({ request }) => servers.get(new URL(request.url).origin)?.answer(request)));

/** Call once per test file, at its top: requests that nobody answers are errors. */
export function useServers(): void {
  msw.listen({ onUnhandledRequest: 'error' });
  after(() => msw.close());
}

/** What answers instead of the server, as long as it gives a response. */
export type Fault = (name: string, request: StrictRequest<DefaultBodyType>) => Response | Promise<Response> | undefined;

/** A Rocket.Chat server with people in it; each has an address of its own. */
export class TestServer {
  readonly state = new ServerState();
  readonly livechat = new Livechat(this.state);
  readonly realtime = new RealtimeServer(this.state);
  readonly src: string;
  /** Calls so far, by name. */
  readonly calls: string[] = [];
  /** What the server's checks of the published description found wrong. */
  readonly faults: unknown[] = [];
  fault: Fault | undefined;
  /** Calls of one route that are answered within a minute; Rocket.Chat's own default is 10. */
  limit = Infinity;
  /** The next write is performed, and its answer never comes. */
  losesAnswer = false;

  readonly #routes = routesOf(this.state, this.livechat).map(
    (route) =>
      [new RegExp(`^${route[0].replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`), route] as const,
  );

  constructor() {
    this.src = `https://chat-${servers.size + 1}.example`;
    servers.set(this.src, this);
    const hardware = this.department('Hardware');
    const software = this.department('Software');
    this.department('Payroll');
    this.person('ada', 'Ada Supervisor', ['livechat-manager', 'livechat-agent'], []);
    this.person('cleo', 'Cleo Colleague', ['livechat-manager', 'livechat-agent'], []);
    this.person('ben', 'Ben Agent', ['livechat-agent'], [hardware, software]);
    this.person('dora', 'Dora Agent', ['livechat-agent'], [hardware]);
  }

  department(name: string): string {
    const _id = name.toLowerCase();
    this.state.departments.set(_id, { _id, name, enabled: true });
    return _id;
  }

  person(_id: string, name: string, roles: string[], departments: string[]): User {
    const user: User = {
      _id,
      username: `${_id}.name`,
      name,
      roles,
      departments,
      status: 'online',
      statusLivechat: 'available',
      limit: 2,
      token: `${_id}-token`,
    };
    this.state.users.set(_id, user);
    return user;
  }

  user(id: string): User {
    return this.state.user(id);
  }

  /** An adapter with this person signed in, which looks again after some milliseconds. */
  adapter(id: string, options: Partial<RocketchatAdapterOptions> = {}): ChatAdapter {
    return createRocketchatAdapter({
      src: this.src,
      headers: () => ({ 'X-Auth-Token': this.user(id).token ?? 'over', 'X-User-Id': id }),
      socket: this.realtime.Socket,
      pollInterval: { fastest: 20, slowest: 40 },
      callsPerMinute: 60_000,
      requestTimeout: 2000,
      heartbeat: 50,
      ...options,
    });
  }

  /** Undefined for what the server does not have. */
  async answer(request: StrictRequest<DefaultBodyType>): Promise<Response | undefined> {
    const url = new URL(request.url);
    const asked = `${request.method} ${url.pathname.replace('/api/v1/', '')}`;
    for (const [pattern, route] of this.#routes) {
      const path = pattern.exec(asked)?.groups;
      if (pattern.test(asked)) return this.#answer(route, { ...path }, url, request);
    }
    return undefined;
  }

  async #answer(
    [name, right, answer]: Route,
    path: Readonly<Record<string, string>>,
    url: URL,
    request: StrictRequest<DefaultBodyType>,
  ): Promise<Response> {
    this.calls.push(name);
    const faulty = await this.fault?.(name, request);
    if (faulty !== undefined) return faulty;
    if (this.calls.filter((call) => call === name).length > this.limit) return this.#tooMany();
    const user = this.#signedIn(request);
    if (user === undefined) return this.#reply(401, { status: 'error', message: 'You must be logged in to do this.' });
    const body = request.method === 'POST' ? ((await request.clone().json()) as Record<string, unknown>) : {};
    try {
      if (right !== undefined && !this.state.may(user, right)) {
        throw new Refusal('User does not have the permissions required for this action [error-unauthorized]', 403);
      }
      const result = { ...answer({ user, path, query: url.searchParams, body }), success: true };
      this.#check(name, url, body, result);
      if (request.method !== 'POST' || !this.losesAnswer) return this.#reply(200, result);
      this.losesAnswer = false;
      return await new Promise<never>(() => undefined);
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      return this.#reply(thrown.status, { success: false, error: thrown.error });
    }
  }

  #check(name: string, url: URL, body: unknown, result: unknown): void {
    try {
      checkExchange(name, url, body, 200, JSON.parse(JSON.stringify(result)));
    } catch (thrown) {
      this.faults.push(thrown);
    }
  }

  #signedIn(request: StrictRequest<DefaultBodyType>): User | undefined {
    const token = request.headers.get('X-Auth-Token');
    const user = this.state.users.get(request.headers.get('X-User-Id') ?? '');
    return user?.token !== undefined && user.token === token ? user : undefined;
  }

  #tooMany(): Response {
    const error = 'Error, too many requests. Please slow down. [error-too-many-requests]';
    return this.#reply(429, { success: false, error }, { 'X-RateLimit-Reset': String(this.state.now + 60_000) });
  }

  #reply(status: number, body: Record<string, unknown>, more: Record<string, string> = {}): Response {
    const headers = { Date: new Date(this.state.now).toUTCString(), ...more };
    return HttpResponse.json(body as never, { status, headers });
  }
}
