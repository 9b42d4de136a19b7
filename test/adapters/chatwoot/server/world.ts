import { http, type HttpHandler } from 'msw';
import { ChatwootState } from './chatwoot.js';
import { checkAnswer, checkRequest, published } from './published.js';
import { routes } from './routes.js';

/** Changes how one call is answered: its own response, or nothing for the usual one. */
export type Fault = (call: string) => Response | undefined | Promise<Response | undefined>;

let worlds = 0;

/** One installation of Chatwoot on the network, and what it was asked. */
export class ChatwootWorld {
  readonly state = new ChatwootState();
  readonly src = `https://w${++worlds}.chat.test`;
  /** "GET conversations/101", in their order. */
  readonly calls: string[] = [];
  /** What was against the published schema. */
  readonly violations: string[] = [];
  /** Answers as the published schema has them, instead of as servers send them. */
  published = false;
  fault: Fault | undefined;
  /** Told when a call was carried out, before its answer. */
  after: ((call: string) => void | Promise<void>) | undefined;

  get handler(): HttpHandler {
    return http.all(`${this.src}/api/*`, ({ request }) => this.#answer(request));
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const path = url.pathname.slice('/api/'.length);
    const call = `${request.method} ${path.replace(/^v\d\/(accounts\/1\/)?/, '')}`;
    this.calls.push(call);
    const text = await request.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    this.violations.push(...checkRequest(request.method, url, text === '' ? undefined : body));
    const broken = await this.fault?.(call);
    if (broken) return broken;
    const headers = { Date: new Date(Date.now() + this.state.ahead).toUTCString() };
    const token = request.headers.get('api_access_token') ?? '';
    const user = this.state.users.find((one) => one.token !== '' && one.token === token);
    if (!user) return Response.json({ errors: ['Invalid Access Token'] }, { status: 401, headers });
    for (const [method, pattern, answer] of routes) {
      const [, ...ids] = pattern.exec(path) ?? [];
      if (method !== request.method || !pattern.test(path)) continue;
      const given = answer({ state: this.state, user, query: url.searchParams, body, ids });
      await this.after?.(call);
      const status = 'status' in given ? given.status : 200;
      const shown = this.published && status === 200 ? published(call, given.body) : given.body;
      if (this.published && status === 200) this.violations.push(...checkAnswer(request.method, url, shown));
      if (shown === undefined) return new Response(null, { status, headers });
      return Response.json(shown, { status, headers });
    }
    this.violations.push(`${call}: there is no such call`);
    return Response.json({ error: 'Resource could not be found' }, { status: 404, headers });
  }
}
