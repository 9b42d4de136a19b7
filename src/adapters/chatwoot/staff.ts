import {
  type Agent,
  type AgentChanges,
  type AgentQuery,
  type CallOptions,
  type ChatError,
  type Named,
  type SupportQueue,
} from '../../contract/index.js';
import { matchesAgent } from '../shared/matching.js';
import { type Look, RecordFeed } from '../shared/record-feed.js';
import { agentOf } from './agent.js';
import type { ChatwootApi } from './api.js';
import { namedOf } from './chat.js';
import type { Companies } from './companies.js';
import { idOf, type Raw, rawOf } from './wire.js';

/** Milliseconds between looks, where nothing says that they are worth it. */
const PACE = 15_000;
/** Milliseconds from a pushed change of an assignment to the look at the loads. */
const SOON = 2_000;
/** Milliseconds for which the members of teams are remembered. */
const MEMBERS = 300_000;

/** Agents and teams of the account. Chatwoot does not push what agents do: they are looked at again and again. */
export class Staff {
  readonly #api: ChatwootApi;
  readonly #companies: Companies;
  readonly #capacity: number;
  readonly #feed: RecordFeed<Agent>;
  /** The teams of each agent. */
  #members: { readonly of: ReadonlyMap<string, readonly Named[]>; readonly at: number } | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(api: ChatwootApi, companies: Companies, capacity: number) {
    this.#api = api;
    this.#companies = companies;
    this.#capacity = capacity;
    this.#feed = new RecordFeed<Agent>({
      look: (_, signal) => this.#look({ signal }),
      time: api,
      pace: () => PACE,
    });
  }

  watch(query: AgentQuery, signal: AbortSignal): AsyncIterable<AgentChanges> {
    return this.#feed.watch((agent) => matchesAgent(query, agent, this.#companiesOf(agent)), signal);
  }

  /** Loads have changed. */
  refreshSoon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#feed.refresh();
    }, SOON);
  }

  fail(error: ChatError): void {
    this.#feed.fail(error);
  }

  close(): void {
    clearTimeout(this.#soon);
  }

  async queues(options: CallOptions): Promise<readonly SupportQueue[]> {
    const teams = await this.#api.teams(options);
    const queues = teams.map((team) => ({
      ...namedOf(team),
      company: this.#companies.ofTeam(team['id']),
      ...(team['allow_auto_assign'] === true && { autoAssign: true }),
    }));
    return queues.filter(({ company }) => this.#companies.has(company));
  }

  /** One agent as they are now; undefined where there is no such one. */
  async find(id: string, options: CallOptions): Promise<{ readonly agent: Agent; readonly raw: Raw } | undefined> {
    const raw = (await this.#api.agents(options)).find((one) => idOf(one['id']) === id);
    if (raw === undefined) return undefined;
    const [loads, members] = await Promise.all([this.#loads(options), this.#membership(options)]);
    const queues = members.get(id) ?? [];
    return { agent: agentOf(raw, { load: loads.get(id), capacity: this.#capacity, queues }), raw };
  }

  /** Whether an agent has as many chats as they are given at once. */
  async isFull(id: string, options: CallOptions): Promise<boolean> {
    return Number((await this.#loads(options)).get(id) ?? 0) >= this.#capacity;
  }

  async #look(options: CallOptions): Promise<Look<Agent>> {
    const [agents, loads, members] = await Promise.all([
      this.#api.agents(options),
      this.#loads(options),
      this.#membership(options),
    ]);
    const records = agents.map((raw) => {
      const id = idOf(raw['id']);
      const queues = members.get(id) ?? [];
      return agentOf(raw, { load: loads.get(id), capacity: this.#capacity, queues });
    });
    return { records, complete: true };
  }

  /** Who is in no team works for the account. */
  #companiesOf({ queues }: Agent): readonly string[] {
    if (queues.length === 0) return [this.#companies.account.id];
    return queues.map(({ id }) => this.#companies.ofTeam(Number(id)).id);
  }

  /** By agent. Who is no administrator may not read the report: then the chats that they see are counted. */
  async #loads(options: CallOptions): Promise<ReadonlyMap<string, unknown>> {
    try {
      return await this.#api.loads(options);
    } catch (thrown) {
      if (rawOf(thrown)['code'] !== 'forbidden') throw thrown;
    }
    const loads = new Map<string, number>();
    const { found } = await this.#api.conversations({ status: 'open', assignee_type: 'assigned' }, options);
    for (const conversation of found.values()) {
      const id = idOf(rawOf(rawOf(conversation['meta'])['assignee'])['id']);
      loads.set(id, (loads.get(id) ?? 0) + 1);
    }
    return loads;
  }

  async #membership(options: CallOptions): Promise<ReadonlyMap<string, readonly Named[]>> {
    const now = performance.now();
    if (this.#members && now - this.#members.at < MEMBERS) return this.#members.of;
    const of = new Map<string, Named[]>();
    for (const team of await this.#api.teams(options)) {
      for (const member of await this.#api.teamMembers(idOf(team['id']), options)) {
        const id = idOf(member['id']);
        const own = of.get(id) ?? [];
        own.push(namedOf(team));
        of.set(id, own);
      }
    }
    this.#members = { of, at: now };
    return of;
  }
}
