import { type CallOptions, ChatError } from '../../contract/index.js';
import { RestClient, type RestRequest } from '../shared/rest-client.js';
import { dialect } from './dialect.js';
import type { ChatwootAdapterOptions } from './options.js';
import { idOf, listOf, type Raw, rawOf } from './wire.js';

/** Whose conversations, as `GET conversations` takes it. */
export interface ConversationQuery {
  readonly status: string;
  readonly assignee_type?: 'me' | 'assigned';
  readonly conversation_type?: 'participating';
}

/** Pages of one list at most; a server that ignores `page` ends it sooner. */
const MAX_PAGES = 2_000;
/** A list that moves while it is read is read so often. */
const TRIES = 3;

/** The calls of Chatwoot's interface that are used, for one account. Errors: as `RestClient.call`. */
export class ChatwootApi {
  readonly #client: RestClient;
  readonly #account: number;

  /** Throws TypeError where `src` is no URL. */
  constructor(options: ChatwootAdapterOptions) {
    this.#client = new RestClient(options, dialect);
    this.#account = options.account;
  }

  get base(): URL {
    return this.#client.base;
  }

  get heartbeat(): number {
    return this.#client.heartbeat;
  }

  now(): number {
    return this.#client.now();
  }

  async profile(options: CallOptions): Promise<Raw> {
    return rawOf((await this.#client.call(['api', 'v1', 'profile'], options)).body);
  }

  async conversation(id: string, options: CallOptions): Promise<Raw> {
    return rawOf(await this.#call(['conversations', id], options));
  }

  /** All of them by id, and whether they surely are all: the list moves while its pages are read. */
  async conversations(
    query: ConversationQuery,
    options: CallOptions,
  ): Promise<{ readonly found: ReadonlyMap<string, Raw>; readonly settled: boolean }> {
    const found = new Map<string, Raw>();
    for (let tries = 0; tries < TRIES; tries++) {
      found.clear();
      const counts = new Set<unknown>();
      for (let page = 1; page <= MAX_PAGES; page++) {
        const body = rawOf(await this.#call(['conversations'], options, { query: { ...query, page } }));
        const { meta, payload } = rawOf(body['data']);
        const before = found.size;
        for (const one of listOf(payload, 'conversations')) found.set(idOf(one['id']), one);
        counts.add(rawOf(meta)[countNames[query.assignee_type ?? 'all']]);
        if (found.size === before || (counts.size === 1 && counts.has(found.size))) break;
      }
      if (counts.size === 1 && (counts.has(found.size) || counts.has(undefined))) return { found, settled: true };
    }
    return { found, settled: false };
  }

  async assign(id: string, body: { assignee_id: number | null } | { team_id: number }, o: CallOptions): Promise<void> {
    await this.#call(['conversations', id, 'assignments'], o, { body });
  }

  async resolve(id: string, options: CallOptions): Promise<void> {
    await this.#call(['conversations', id, 'toggle_status'], options, { body: { status: 'resolved' } });
  }

  /** Resolves with all attributes as they now are. */
  async setCustomAttributes(id: string, attributes: Raw, options: CallOptions): Promise<Raw> {
    const body = { custom_attributes: attributes, merge: true };
    const answer = await this.#call(['conversations', id, 'custom_attributes'], options, { body });
    return rawOf(rawOf(answer)['custom_attributes']);
  }

  async join(id: string, userId: string, method: 'POST' | 'DELETE', options: CallOptions): Promise<void> {
    const body = { user_ids: [Number(userId)] };
    await this.#call(['conversations', id, 'participants'], options, { method, body });
  }

  /** Those before a message, or the newest: 20 at a time, the oldest first. */
  async messages(id: string, before: string | undefined, options: CallOptions): Promise<readonly Raw[]> {
    return listOf(await this.#call(['conversations', id, 'messages'], options, { query: { before } }), 'messages');
  }

  async write(id: string, content: string, isPrivate: boolean, options: CallOptions): Promise<Raw> {
    const body = { content, message_type: 'outgoing', private: isPrivate };
    return rawOf(await this.#call(['conversations', id, 'messages'], options, { body }));
  }

  async agents(options: CallOptions): Promise<readonly Raw[]> {
    return listOf(await this.#call(['agents'], options), 'agents');
  }

  /** Those who see an inbox. */
  async assignableAgents(inbox: string, options: CallOptions): Promise<readonly Raw[]> {
    const query = { 'inbox_ids[]': inbox };
    return listOf(await this.#call(['assignable_agents'], options, { query }), 'assignable agents');
  }

  async setAvailability(id: string, role: unknown, availability: string, options: CallOptions): Promise<void> {
    await this.#call(['agents', id], options, { method: 'PATCH', body: { role, availability } });
  }

  /** Ids of those that the viewer sees. */
  async inboxes(options: CallOptions): Promise<readonly unknown[]> {
    return listOf(await this.#call(['inboxes'], options), 'inboxes').map(({ id }) => id);
  }

  async teams(options: CallOptions): Promise<readonly Raw[]> {
    return listOf(await this.#call(['teams'], options), 'teams');
  }

  async teamMembers(id: string, options: CallOptions): Promise<readonly Raw[]> {
    return listOf(await this.#call(['teams', id, 'team_members'], options), 'members of a team');
  }

  /** By agent, how many open chats each has. Errors: `forbidden` where the viewer is no administrator. */
  async loads(options: CallOptions): Promise<ReadonlyMap<string, unknown>> {
    const loads = new Map<string, unknown>();
    for (let page = 1; page <= MAX_PAGES; page++) {
      const path = ['api', 'v2', 'accounts', this.#account, 'reports', 'conversations', ''];
      const { body } = await this.#client.call(path, options, { query: { type: 'agent', page } });
      const before = loads.size;
      for (const { id, metric } of listOf(body, 'reports')) loads.set(idOf(id), rawOf(metric)['open']);
      if (loads.size === before) break;
    }
    return loads;
  }

  async #call(path: readonly string[], options: CallOptions, request: RestRequest = {}): Promise<unknown> {
    const whole = ['api', 'v1', 'accounts', this.#account, ...path];
    // A path with an empty part would be another call.
    if (path.includes('')) throw new ChatError('not-found', `Chatwoot: ${path.join('/')} names nothing.`);
    return (await this.#client.call(whole, options, request)).body;
  }
}

const countNames = { all: 'all_count', me: 'mine_count', assigned: 'assigned_count' } as const;
