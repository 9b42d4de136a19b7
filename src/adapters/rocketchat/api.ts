import { ChatError, type CallOptions } from '../../contract/index.js';
import { RestClient, type RestOptions, type RestRequest } from '../shared/rest-client.js';
import { rocketchatDialect } from './dialect.js';
import { fieldsOf, textOf, type Fields } from './fields.js';

/** Entries per page: what the server gives at most, as it comes. */
const PAGE = 100;
/** A list longer than this is no list of open chats. */
const MOST_PAGES = 200;

type Query = NonNullable<RestRequest['query']>;

export interface Listing {
  readonly items: readonly unknown[];
  /** Nothing came or went while the pages were read. */
  readonly whole: boolean;
  /** How many pages there were. */
  readonly calls: number;
}

/** The calls of Rocket.Chat's REST API. */
export class RocketchatApi {
  readonly #rest: RestClient;

  constructor(options: RestOptions) {
    this.#rest = new RestClient(options, rocketchatDialect);
  }

  get base(): URL {
    return this.#rest.base;
  }

  /** The server's clock, epoch ms. */
  get heartbeat(): number {
    return this.#rest.heartbeat;
  }

  now(): number {
    return this.#rest.now();
  }

  /** `path` below `api/v1`, an entry per segment. Errors: as the dialect says; `protocol` for what is no object. */
  async call<K extends string>(
    path: readonly string[],
    options: CallOptions,
    request: RestRequest = {},
  ): Promise<Fields<K>> {
    const { body } = await this.#rest.call(['api', 'v1', ...path], options, request);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw odd(path, 'no object');
    return body as Fields<K>;
  }

  /** All entries of a list, page by page. */
  async list(path: readonly string[], name: string, options: CallOptions, query: Query = {}): Promise<Listing> {
    const items: unknown[] = [];
    const ids = new Set<unknown>();
    let steady = true;
    let total: unknown;
    let calls = 0;
    for (;;) {
      const body = await this.call<string>(path, options, {
        query: { ...query, count: PAGE, offset: items.length },
      });
      const page = body[name];
      if (!Array.isArray(page)) throw odd(path, `no list of ${name}`);
      if (calls > 0 && body['total'] !== total) steady = false;
      total = body['total'];
      calls += 1;
      const known = ids.size;
      for (const item of page as unknown[]) {
        items.push(item);
        ids.add(textOf(fieldsOf<'_id'>(item)._id) ?? item);
      }
      const goesOn = typeof total === 'number' ? items.length < total : page.length >= PAGE;
      if (!goesOn || ids.size === known || calls >= MOST_PAGES) break;
    }
    const whole = calls === 1 || (steady && (typeof total !== 'number' || ids.size === total));
    return { items, whole, calls };
  }
}

function odd(path: readonly string[], what: string): ChatError {
  return new ChatError('protocol', `Rocket.Chat: ${path.join('/')}: the answer has ${what}.`);
}
