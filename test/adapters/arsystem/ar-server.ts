import { http, HttpResponse, type RequestHandler } from 'msw';
import { ArError, ArTables, type Entry } from './ar-tables.js';
import { parseQualification, type Predicate } from './qualification-parser.js';

let servers = 0;

/** Rows that somebody may see. */
export type Visibility = (user: string, form: string, row: Entry) => boolean;

/** What a test makes of a request in the server's place; undefined lets the server answer. */
export type Interception = (request: Request) => Promise<Response | undefined> | Response | undefined;

/**
 * An AR System server's REST API on forms in memory, for msw. Where BMC's documentation ("Operations on entry objects",
 * "Login information") says how a call is answered, it is answered so; one sign-in is served one call at a time,
 * and a second one at the same moment is refused with 9093.
 */
export class ArServer {
  readonly tables = new ArTables();
  readonly src: string;
  /** All requests so far: method, path and query, decoded. */
  readonly requests: string[] = [];
  reachable = true;
  intercept: Interception | undefined;
  /** Ids of entries that the installation's own workflow lets nobody change. */
  readonly locked = new Set<string>();
  readonly #visible: Visibility;
  readonly #tokens = new Map<string, string>();
  readonly #busy = new Set<string>();

  constructor(visible: Visibility) {
    servers += 1;
    this.src = `http://helix-${servers}.test/proxy`;
    this.#visible = visible;
  }

  get handler(): RequestHandler {
    return http.all(`${this.src}/*`, ({ request }) => this.#answer(request));
  }

  /** Signs somebody in; the token of that sign-in. */
  signIn(user: string): string {
    const token = `jwt-of-${user}-${this.#tokens.size}`;
    this.#tokens.set(token, user);
    return token;
  }

  /** Ends every sign-in of somebody. */
  signOut(user: string): void {
    for (const [token, owner] of this.#tokens) if (owner === user) this.#tokens.delete(token);
  }

  async #answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    this.requests.push(`${request.method} ${decodeURIComponent(url.pathname)}${readable(url.searchParams)}`);
    const instead = await this.intercept?.(request.clone());
    if (instead !== undefined) return instead;
    if (!this.reachable) return HttpResponse.error();
    try {
      const token = request.headers.get('Authorization') ?? '';
      const user = this.#userOf(token);
      if (this.#busy.has(token)) throw new ArError(500, 9093, 'User is currently connected from another call');
      this.#busy.add(token);
      try {
        // The server works for a while, in which another call may come.
        await new Promise((resolve) => setImmediate(resolve));
        return await this.#serve(request, url, user);
      } finally {
        this.#busy.delete(token);
      }
    } catch (thrown) {
      if (!(thrown instanceof ArError)) throw thrown;
      return errorAnswer(thrown.status, thrown.number, thrown.message);
    }
  }

  #userOf(authorization: string): string {
    const [, token = ''] = /^AR-JWT (.+)$/.exec(authorization) ?? [];
    const user = this.#tokens.get(token);
    if (user === undefined) throw new ArError(401, 623, 'Authentication failed');
    return user;
  }

  async #serve(request: Request, url: URL, user: string): Promise<Response> {
    const [, form = '', id] = /\/api\/arsys\/v1\/entry\/([^/]+)(?:\/([^/]+))?$/.exec(url.pathname) ?? [];
    const name = decodeURIComponent(form);
    const entry = id === undefined ? undefined : decodeURIComponent(id);
    if (request.method === 'GET') {
      const headers = { Date: new Date(this.tables.now()).toUTCString() };
      const body = entry === undefined ? this.#list(url, user, name) : this.#read(url, user, name, entry);
      return HttpResponse.json(body as Record<string, never>, { headers });
    }
    const { values } = (await request.json()) as { values: Entry };
    if (request.method === 'POST' && entry === undefined) {
      const row = this.tables.create(name, user, values);
      const location = `${this.src}/api/arsys/v1/entry/${form}/${String(row['Request ID'])}`;
      return new HttpResponse(null, { status: 201, headers: { Location: location } });
    }
    if (request.method !== 'PUT' || entry === undefined) return new HttpResponse(null, { status: 405 });
    this.#seen(user, name, entry);
    if (this.locked.has(entry)) throw new ArError(500, 45_501, 'This chat is under review and stays where it is.');
    this.tables.update(name, entry, user, values);
    return new HttpResponse(null, { status: 204 });
  }

  #list(url: URL, user: string, form: string): unknown {
    const q = url.searchParams.get('q');
    const meets = q === null ? (): boolean => true : predicateOf(q);
    const value = (row: Entry, field: string): unknown => this.tables.value(form, row, field);
    const rows = this.tables
      .rows(form)
      .filter((row) => this.#visible(user, form, row))
      .filter((row) => meets({ user, value: (field) => value(row, field) }));
    for (const order of (url.searchParams.get('sort') ?? '').split(',').reverse()) {
      const [, field, direction] = /^(.+)\.(asc|desc)$/.exec(order) ?? [];
      if (field === undefined) continue;
      const sign = direction === 'desc' ? -1 : 1;
      rows.sort((a, b) => sign * (String(value(a, field)) < String(value(b, field)) ? -1 : 1));
    }
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 100);
    const entries = rows.slice(offset, offset + limit).map((row) => this.#entry(url, form, row));
    return { entries, _links: { self: [{ href: url.href }] } };
  }

  #read(url: URL, user: string, form: string, id: string): unknown {
    return this.#entry(url, form, this.#seen(user, form, id));
  }

  /** What somebody may not see does not exist for them. */
  #seen(user: string, form: string, id: string): Entry {
    const row = this.tables.row(form, id);
    if (this.#visible(user, form, row)) return row;
    throw new ArError(404, 302, 'Entry does not exist in database');
  }

  #entry(url: URL, form: string, row: Entry): unknown {
    const [, list] = /^values\((.*)\)$/.exec(url.searchParams.get('fields') ?? '') ?? [];
    const fields = list === undefined ? Object.keys(row) : list.split(',');
    const values = Object.fromEntries(fields.map((field) => [field, this.tables.value(form, row, field)]));
    const href = `${this.src}/api/arsys/v1/entry/${encodeURIComponent(form)}/${String(row['Request ID'])}`;
    return { values, _links: { self: [{ href }] } };
  }
}

/** What AR System answers where something is wrong: an array of messages. */
export function errorAnswer(
  status: number,
  number: number,
  text: string,
  headers: Record<string, string> = {},
): Response {
  const message = { messageType: 'ERROR', messageText: text, messageNumber: number, messageAppendedText: null };
  return HttpResponse.json([message], { status, headers });
}

function predicateOf(q: string): Predicate {
  try {
    return parseQualification(q);
  } catch (cause) {
    throw new ArError(400, 1587, `Error in parsing qualification: ${String(cause)}`);
  }
}

function readable(parameters: URLSearchParams): string {
  return parameters.size === 0 ? '' : `?${[...parameters].map(([name, value]) => `${name}=${value}`).join('&')}`;
}
