import assert from 'node:assert/strict';
import { createHttpAdapter } from '../../../src/adapters/http/index.js';
import type { ConformanceBackend, ConformanceWorld, Person, WorldFactory } from '../../../src/conformance/index.js';
import type { ChatCommand, Message } from '../../../src/contract/index.js';
import { createBackend, type Backend } from '../../../demo/backend/backend.js';
import { hintChannel } from '../../../demo/backend/change-log/hub.js';
import type { Database } from '../../../demo/backend/database/database.js';
import { expireTransfers } from '../../../demo/backend/domain/commands/expire-transfers.js';
import { readReports } from '../../../demo/backend/domain/reports.js';
import { BreakableServer } from './breakable-server.js';
import { Company } from './company.js';

let worlds = 0;

const slots: Readonly<Record<Person, string>> = {
  supervisor: 'supervisor',
  colleague: 'colleague',
  agent: 'agent',
  secondAgent: 'second-agent',
  outsider: 'outsider',
};

/** Worlds of the http adapter: each a reference backend of its own, with its own companies in one database. */
export function httpWorlds(database: Database, audit: 'adapter' | 'backend' = 'adapter'): WorldFactory {
  return async () => new HttpWorld(database, audit).open();
}

class HttpWorld {
  readonly #database: Database;
  readonly #audit: 'adapter' | 'backend';
  readonly #company: Company;
  /** Tokens of the adapters' sign-ins, by slot. */
  readonly #tokens = new Map<string, string>();
  /** And of the probe's, by user. */
  readonly #own = new Map<string, string>();
  readonly #customers = new Map<string, string>();
  #ahead = 0;
  #keys = 0;
  #backend: Backend | undefined;

  constructor(database: Database, audit: 'adapter' | 'backend') {
    this.#database = database;
    this.#audit = audit;
    this.#company = new Company(database, `w${(worlds += 1)}`);
  }

  readonly #now = (): number => Date.now() + this.#ahead;

  async open(): Promise<ConformanceWorld> {
    const backend = await createBackend({
      database: this.#database,
      audit: this.#audit,
      now: this.#now,
      rateLimit: { perSecond: 1_000_000, burst: 1_000_000 },
      heartbeatMs: 100,
      debounceMs: 1,
      pollMs: 3_600_000,
      sweepMs: 3_600_000,
      retentionMs: 24 * 3_600_000,
    });
    this.#backend = backend;
    await this.#company.found(this.#now());
    for (const [person, slot] of Object.entries(slots)) {
      const { id } = this.#company.people[person as Person];
      this.#tokens.set(slot, await this.#company.signIn(id, slot, this.#now()));
    }
    const server = await BreakableServer.start(backend);
    return {
      adapter: (person) =>
        createHttpAdapter({
          src: `${server.url}/s/${slots[person]}/api`,
          id: 'reference',
          headers: () => ({ Authorization: `Bearer ${this.#tokens.get(slots[person])}` }),
          // Asked for with each call: where an answer is lost, nobody waits long for it.
          get requestTimeout() {
            return server.losing ? 500 : 15_000;
          },
        }),
      backend: this.#probe(server),
      close: () => server.stop(),
    };
  }

  #probe(server: BreakableServer): ConformanceBackend {
    const { people, places } = this.#company;
    const database = this.#database;
    return {
      people,
      places,
      openChat: async ({ place = 'queue', requester = 'Rita', issue = 'Printer on fire' }) => {
        const customer = await this.#company.customer(requester);
        const queue = place === 'home' ? undefined : places[place];
        const company = place === 'otherQueue' ? places.other : places.home;
        const draft = { companyId: company.id, ...(queue && { queueId: queue.id }), issue, text: issue };
        const { id } = await this.#post<{ id: string }>(customer, '/customer/chats', draft);
        this.#customers.set(id, customer);
        return id;
      },
      write: async (chatId, text) => {
        await this.#post<Message>(this.#customerOf(chatId), `/customer/chats/${chatId}/messages`, { text });
      },
      endChat: (chatId) => this.#post(this.#customerOf(chatId), `/customer/chats/${chatId}/close`, {}),
      chat: async (chatId) => {
        const [row] = await database.query<ChatRow>(chatSql, [chatId]);
        assert.ok(row, `chat "${chatId}" is in the database`);
        const { queueId, assigneeId, assistId, ...chat } = row;
        return {
          ...chat,
          ...(queueId !== null && { queueId }),
          ...(assigneeId !== null && { assigneeId }),
          ...(assistId !== null && { assistId }),
        };
      },
      perform: (person, command) => this.#perform(people[person].id, command),
      openChats: async (count) => {
        const customer = await this.#company.customer('Rita');
        await database.query(
          `INSERT INTO chats (id, status, requester_id, issue, company_id, queue_id, opened_at, waiting_since)
           SELECT $1 || n, 'pending', $2, 'One of many', $3, $4, $5, $5 FROM generate_series(1, $6) n`,
          [`${customer}-`, customer, places.home.id, places.queue.id, this.#now(), count],
        );
      },
      writeMany: async (chatIds) => {
        await database.query(
          `WITH changed AS (
             UPDATE chats SET version = version + 1, message_count = message_count + 1 WHERE id = ANY($1::text[])
             RETURNING id, company_id, queue_id)
           INSERT INTO change_log (entity, id, before, after, at)
           SELECT 'chat', id, scope, scope, $2 FROM changed, LATERAL (SELECT jsonb_build_object(
             'companies', jsonb_build_array(company_id), 'queues', jsonb_build_array(queue_id), 'people', '[]'::jsonb
           ) AS scope) s`,
          [chatIds, this.#now()],
        );
        await this.#hint();
      },
      setAgent: (person, status) =>
        this.#perform(people[person].id, { type: 'set-agent-status', agentId: people[person].id, ...status }),
      setRoles: (person, roles) => this.#request('PUT', `/demo/users/${people[person].id}`, { roles }),
      cut: () => server.cut(),
      setReachable: (reachable) => void (server.reachable = reachable),
      signOut: (person) => this.#request('POST', `/s/${slots[person]}/sign-out`, {}, this.#tokens.get(slots[person])),
      signInInstead: async (person, instead) => {
        const slot = slots[person];
        const body = { userId: people[instead].id };
        const { headers } = await this.#send('POST', `/s/${slot}/sign-in`, body, this.#tokens.get(slot));
        this.#tokens.set(slot, /session=([^;]+)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? '');
      },
      failNext: (call) => server.failNext(call),
      loseAnswer: () => server.loseAnswer(),
      requests: () => server.requests,
      watches: () => server.streams,
      reports: async () => {
        const actor = {
          ...people.supervisor,
          roles: ['supervisor'],
          companies: [places.home.id, places.other.id],
        } as const;
        return [...(await readReports(database, actor, { limit: 1_000 })).items].reverse();
      },
      forget: async () => {
        await database.transaction(async (tx) => {
          await tx.query('DELETE FROM change_log');
          await tx.query('UPDATE change_log_floor SET xid = pg_current_xact_id(), seq = 0');
        });
      },
      now: () => this.#now(),
      advance: async (ms) => {
        this.#ahead += ms;
        await expireTransfers(database, this.#now());
        await this.#hint();
      },
      numberedRefusal: async () => {
        const chatId = await this.#probe(server).openChat({ place: 'otherQueue' });
        const command = { type: 'join', chatId, mode: 'participate' } as const;
        return { person: 'outsider', command, backendCode: 'agent-role-required' };
      },
    };
  }

  /** As a client that reads the chat and acts at once. */
  async #perform(userId: string, command: ChatCommand): Promise<void> {
    this.#keys += 1;
    const headers: Record<string, string> = {
      'Idempotency-Key': `probe-${this.#company.places.home.id}-${this.#keys}`,
    };
    if (command.type === 'set-agent-status') {
      const { type: _, agentId, ...status } = command;
      await this.#post(userId, `/api/v1/agents/${agentId}/status`, status, headers);
      return;
    }
    const { chatId, expected: __, ...body } = command;
    const sql = 'SELECT assignment_version AS version FROM chats WHERE id = $1';
    const [row] = await this.#database.query<{ version: number }>(sql, [chatId]);
    headers['If-Match'] = `"${row?.version}"`;
    await this.#post(userId, `/api/v1/chats/${chatId}/commands`, body, headers);
  }

  async #post<T = void>(userId: string, path: string, body: object, headers?: Record<string, string>): Promise<T> {
    const token = this.#own.get(userId) ?? (await this.#company.signIn(userId, 'probe', this.#now()));
    this.#own.set(userId, token);
    return this.#request<T>('POST', `/s/probe${path}`, body, token, headers);
  }

  async #request<T = void>(
    method: string,
    path: string,
    body: object,
    token?: string,
    headers?: Record<string, string>,
  ): Promise<T> {
    const response = await this.#send(method, path, body, token, headers);
    const text = await response.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  /** Straight into the backend, past the server that adapters speak to. */
  async #send(
    method: string,
    path: string,
    body: object,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await (this.#backend as Backend).app.request(path, {
      method,
      body: JSON.stringify(body),
      headers: {
        'Content-Type': 'application/json',
        'X-Chat-Monitor': '1',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  #customerOf(chatId: string): string {
    return this.#customers.get(chatId) ?? '';
  }

  async #hint(): Promise<void> {
    await this.#database.query(`NOTIFY ${hintChannel}`);
  }
}

interface ChatRow {
  readonly status: 'pending' | 'assigned' | 'transferred' | 'closed';
  readonly companyId: string;
  readonly queueId: string | null;
  readonly assigneeId: string | null;
  readonly assistId: string | null;
  readonly participants: readonly { readonly id: string; readonly mode: 'participate' | 'monitor' }[];
}

const chatSql = `
  SELECT c.status, c.company_id AS "companyId", c.queue_id AS "queueId", c.assignee_id AS "assigneeId",
    (SELECT s.id FROM assists s WHERE s.chat_id = c.id AND s.cleared_at IS NULL) AS "assistId",
    COALESCE((SELECT jsonb_agg(jsonb_build_object('id', p.user_id, 'mode', p.mode)) FROM participants p
      WHERE p.chat_id = c.id), '[]') AS participants
  FROM chats c WHERE c.id = $1`;
