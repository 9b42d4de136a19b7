import {
  ChatError,
  type Agent,
  type AgentChanges,
  type AgentQuery,
  type CallOptions,
  type SetAgentStatusCommand,
  type WatchOptions,
} from '../../contract/index.js';
import { matchesAgent } from '../shared/matching.js';
import { readBack } from '../shared/read-back.js';
import { RecordFeed, type Look } from '../shared/record-feed.js';
import type { RocketchatApi } from './api.js';
import type { Directory } from './directory.js';
import { fieldsOf, recordOf, textOf, type Fields } from './fields.js';
import type { Pacer } from './pacer.js';

type User = Fields<'_id' | 'name' | 'username' | 'status' | 'statusLivechat' | 'livechat' | 'departments'>;

/** Everybody who answers chats, with what they carry. */
export class Agents {
  readonly #api: RocketchatApi;
  readonly #directory: Directory;
  readonly #pacer: Pacer;
  readonly #feed: RecordFeed<Agent>;

  constructor(api: RocketchatApi, directory: Directory, pacer: Pacer) {
    this.#api = api;
    this.#directory = directory;
    this.#pacer = pacer;
    this.#feed = new RecordFeed<Agent>({
      look: (_, signal) => this.#look({ signal }),
      time: api,
      pace: (changed) => pacer.next(changed),
    });
  }

  watch(query: AgentQuery, { signal }: WatchOptions): AsyncIterable<AgentChanges> {
    return this.#feed.watch((agent) => matchesAgent(query, agent, this.#companiesOf(agent)), signal);
  }

  /** Somebody's load or status changed. */
  hint(): void {
    this.#pacer.soon(() => this.#feed.refresh());
  }

  fail(error: ChatError): void {
    this.#pacer.cancel();
    this.#feed.fail(error);
  }

  /** Learns who there is by name. */
  async readNames(options: CallOptions): Promise<void> {
    await this.#readUsers(options);
  }

  /** Errors: `not-found`; `invalid` for an agent who takes no chats now. */
  async checkReceiver(id: string, options: CallOptions): Promise<void> {
    const user = await this.#readUser(id, options);
    if (!isAvailable(user)) {
      throw new ChatError('invalid', `Rocket.Chat: ${textOf(user.name) ?? id} takes no chats now.`);
    }
  }

  /** Errors: `invalid` for what the server does not set; `conflict` where it did not take the status. */
  async setStatus(command: SetAgentStatusCommand, options: CallOptions): Promise<Agent> {
    const { agentId, availability, statusCode, capacity } = command;
    if (statusCode !== undefined || capacity !== undefined) {
      throw new ChatError('invalid', 'Rocket.Chat: only whether an agent takes chats can be set.');
    }
    const status = availability === 'available' ? 'available' : 'not-available';
    await this.#readUser(agentId, options);
    await this.#api.call(['livechat', 'agent.status'], options, { body: { status, agentId } });
    const written = `Rocket.Chat: the status of agent "${agentId}"`;
    const [user, loads] = await readBack(written, options.signal, async () => [
      await this.#readUser(agentId, options),
      await this.#readLoads(options),
    ]);
    if (user.statusLivechat !== status) {
      throw new ChatError('conflict', `Rocket.Chat: agent "${agentId}" is not ${status} (business hours?).`);
    }
    const agent = this.#agentOf(user, loads);
    this.#feed.put(agent);
    return agent;
  }

  async #look(options: CallOptions): Promise<Look<Agent>> {
    const [users, loads] = await Promise.all([this.#readUsers(options), this.#readLoads(options)]);
    this.#pacer.looked(users.calls);
    return { records: users.items.map((user) => this.#agentOf(user, loads)), complete: users.whole };
  }

  async #readUsers(options: CallOptions): Promise<{ items: readonly User[]; whole: boolean; calls: number }> {
    const list = await this.#api.list(['livechat', 'users', 'agent'], 'users', options);
    const items = list.items.map((item) => fieldsOf<keyof User>(item));
    for (const { _id, name, username } of items) {
      const id = textOf(_id);
      const shown = textOf(name) ?? textOf(username);
      if (id !== undefined && shown !== undefined) this.#directory.knowsAgent(id, shown);
    }
    return { ...list, items };
  }

  /** By the list, which agents may read too. */
  async #readUser(id: string, options: CallOptions): Promise<User> {
    const { items } = await this.#readUsers(options);
    const user = items.find(({ _id }) => _id === id);
    if (user === undefined) throw new ChatError('not-found', `Rocket.Chat: there is no agent "${id}".`);
    return user;
  }

  /** Open chats per agent: the server counts them per agent and department. */
  async #readLoads(options: CallOptions): Promise<ReadonlyMap<unknown, number>> {
    const query = { includeOfflineAgents: 'true' };
    const { items } = await this.#api.list(['livechat', 'queue'], 'queue', options, query);
    const loads = new Map<unknown, number>();
    for (const item of items) {
      const { user, chats } = fieldsOf<'user' | 'chats'>(item);
      const id = fieldsOf<'_id'>(user)._id;
      loads.set(id, (loads.get(id) ?? 0) + (typeof chats === 'number' ? chats : NaN));
    }
    return loads;
  }

  #agentOf(user: User, loads: ReadonlyMap<unknown, number>): Agent {
    const departments = Array.isArray(user.departments) ? (user.departments as unknown[]) : [];
    return recordOf<Agent>({
      id: user._id,
      name: textOf(user.name) ?? user.username,
      version: undefined,
      availability: isAvailable(user) ? 'available' : 'unavailable',
      statusCode: textOf(user.status),
      statusSince: undefined,
      capacity: capacityOf(fieldsOf<'maxNumberSimultaneousChat'>(user.livechat).maxNumberSimultaneousChat),
      load: loads.get(user._id) ?? 0,
      queues: departments.map((id) => (typeof id === 'string' ? this.#directory.queueNamed(id) : { id, name: id })),
    });
  }

  #companiesOf({ queues }: Agent): readonly string[] {
    const departments = queues.length > 0 ? queues.map(({ id }) => id) : [undefined];
    return departments.map((id) => this.#directory.companyOf(id).id);
  }
}

/** A number, or a text with one; empty or 0 is no limit. */
function capacityOf(limit: unknown): number | undefined {
  if (limit === undefined || limit === null || limit === '' || limit === 0 || limit === '0') return undefined;
  return typeof limit === 'number' || typeof limit === 'string' ? Number(limit) : NaN;
}

/** The server gives chats to those who are online or away, and take them. */
function isAvailable({ status, statusLivechat }: User): boolean {
  return statusLivechat === 'available' && status !== 'offline';
}
