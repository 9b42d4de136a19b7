import { http, HttpResponse, type DefaultBodyType, type HttpHandler, type StrictRequest } from 'msw';
import { setupServer } from 'msw/node';
import { after, before } from 'node:test';
import { createRocketchatAdapter, type RocketchatAdapterOptions } from '../../../../src/adapters/rocketchat/index.js';
import type { ChatAdapter } from '../../../../src/contract/index.js';
import { Livechat } from './livechat.js';
import { routesOf, type Route } from './routes.js';
import { checkExchange } from './schema.js';
import { RealtimeServer } from './socket.js';
import { Refusal, ServerState, type User } from './state.js';

const msw = setupServer();
let worlds = 0;

/** Call once per test file, at its top: requests that nobody answers are errors. */
export function useServers(): void {
  before(() => msw.listen({ onUnhandledRequest: 'error' }));
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
  /** The next write is performed, and its answer never comes. */
  losesAnswer = false;

  constructor() {
    worlds += 1;
    this.src = `https://chat-${worlds}.example`;
    const hardware = this.department('Hardware');
    const software = this.department('Software');
    this.department('Payroll');
    this.person('ada', 'Ada Supervisor', ['livechat-manager', 'livechat-agent'], []);
    this.person('cleo', 'Cleo Colleague', ['livechat-manager', 'livechat-agent'], []);
    this.person('ben', 'Ben Agent', ['livechat-agent'], [hardware, software]);
    this.person('dora', 'Dora Agent', ['livechat-agent'], [hardware]);
    msw.use(...routesOf(this.state, this.livechat).map((route) => this.#handler(route)));
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
      ...options,
    });
  }

  #handler([name, right, answer]: Route): HttpHandler {
    const [method = '', path = ''] = name.split(' ');
    const mocked = `${this.src}/api/v1/${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    return http[method === 'POST' ? 'post' : 'get'](mocked, async ({ request, params }) => {
      this.calls.push(name);
      const faulty = await this.fault?.(name, request);
      if (faulty !== undefined) return faulty;
      const url = new URL(request.url);
      const user = this.#signedIn(request);
      if (user === undefined)
        return reply(this.state, 401, { status: 'error', message: 'You must be logged in to do this.' });
      const body = method === 'POST' ? ((await request.clone().json()) as Record<string, unknown>) : {};
      try {
        if (right !== undefined && !this.state.may(user, right))
          throw new Refusal('User does not have the permissions required for this action [error-unauthorized]', 403);
        const result = {
          ...answer({ user, path: params as Record<string, string>, query: url.searchParams, body }),
          success: true,
        };
        this.#check(name, url, body, result);
        if (method === 'POST' && this.losesAnswer) {
          this.losesAnswer = false;
          return HttpResponse.error();
        }
        return reply(this.state, 200, result);
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        return reply(this.state, thrown.status, { success: false, error: thrown.error });
      }
    });
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
}

function reply(state: ServerState, status: number, body: Record<string, unknown>): Response {
  return HttpResponse.json(body as never, { status, headers: { Date: new Date(state.now).toUTCString() } });
}
