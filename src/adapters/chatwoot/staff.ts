import {
  type Agent,
  type AgentChanges,
  type AgentQuery,
  type CallOptions,
  type ChatError,
  type Named,
  type SupportQueue,
} from '../../contract/index.js';
import { type Look, RecordFeed } from '../shared/record-feed.js';
import { agentOf, matchesAgent, type StaffMember } from './agent.js';
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

/** Teams that somebody belongs to, and the companies of those. */
interface Membership {
  readonly queues: Named[];
  readonly companies: Named[];
}

/** Agents and teams of the account. Chatwoot does not push what agents do: they are looked at again and again. */
export class Staff {
  readonly #api: ChatwootApi;
  readonly #companies: Companies;
  readonly #capacity: number;
  readonly #feed: RecordFeed<StaffMember>;
  #members: { readonly of: ReadonlyMap<string, Membership>; readonly at: number } | undefined;
  #soon: ReturnType<typeof setTimeout> | undefined;

  constructor(api: ChatwootApi, companies: Companies, capacity: number) {
    this.#api = api;
    this.#companies = companies;
    this.#capacity = capacity;
    this.#feed = new RecordFeed<StaffMember>({
      look: (_, signal) => this.#look({ signal }),
      time: api,
      pace: () => PACE,
    });
  }

  async *watch(query: AgentQuery, signal: AbortSignal): AsyncGenerator<AgentChanges, void> {
    for await (const changes of this.#feed.watch((agent) => matchesAgent(query, agent), signal)) {
      yield { ...changes, upserts: changes.upserts.map(({ companies: _, ...agent }) => agent) };
    }
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
    const { queues = [] } = members.get(id) ?? {};
    return { agent: agentOf(raw, { load: loads.get(id), capacity: this.#capacity, queues }), raw };
  }

  /** Whether an agent has as many chats as they are given at once. */
  async isFull(id: string, options: CallOptions): Promise<boolean> {
    return Number((await this.#loads(options)).get(id) ?? 0) >= this.#capacity;
  }

  async #look(options: CallOptions): Promise<Look<StaffMember>> {
    const [agents, loads, members] = await Promise.all([
      this.#api.agents(options),
      this.#loads(options),
      this.#membership(options),
    ]);
    const records = agents.map((raw) => {
      const id = idOf(raw['id']);
      const { queues, companies } = members.get(id) ?? { queues: [], companies: [this.#companies.account] };
      return { ...agentOf(raw, { load: loads.get(id), capacity: this.#capacity, queues }), companies };
    });
    return { records, complete: true };
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

  async #membership(options: CallOptions): Promise<ReadonlyMap<string, Membership>> {
    const now = performance.now();
    if (this.#members && now - this.#members.at < MEMBERS) return this.#members.of;
    const of = new Map<string, Membership>();
    for (const team of await this.#api.teams(options)) {
      const company = this.#companies.ofTeam(team['id']);
      for (const member of await this.#api.teamMembers(idOf(team['id']), options)) {
        const id = idOf(member['id']);
        const own = of.get(id) ?? { queues: [], companies: [] };
        own.queues.push(namedOf(team));
        own.companies.push(company);
        of.set(id, own);
      }
    }
    this.#members = { of, at: now };
    return of;
  }
}
