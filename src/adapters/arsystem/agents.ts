import {
  ChatError,
  type Agent,
  type AgentQuery,
  type CallOptions,
  type Session,
  type SetAgentStatusCommand,
  type SupportQueue,
} from '../../contract/index.js';
import { matchesAgent } from '../shared/matching.js';
import { hasRole } from '../shared/permissions.js';
import type { Look } from '../shared/record-feed.js';
import type { Entries } from './entries.js';
import type { ArSystemForms } from './forms.js';
import { equals, isoTime } from './qualification.js';
import { defined, nameOfLabel, namedOf, numberOf, textOf, timeOf, type Values } from './values.js';

/** Agents, the queues that they answer for, and the queues themselves. */
export class Agents {
  readonly #forms: ArSystemForms;
  readonly #entries: Entries;
  readonly #everything: number;
  #queues: ReadonlyMap<string, SupportQueue> = new Map();
  /** By agent. */
  #memberships = new Map<string, string[]>();
  #placedAt = -Infinity;

  /** `everything`: ms after which queues and memberships are read again. */
  constructor(forms: ArSystemForms, entries: Entries, everything: number) {
    this.#forms = forms;
    this.#entries = entries;
    this.#everything = everything;
  }

  async listQueues(call: CallOptions): Promise<readonly SupportQueue[]> {
    const { queues: form } = this.#forms;
    const { fields, autoAssigns = 'Yes' } = form;
    const { entries } = await this.#entries.list(form, fields.id, undefined, call);
    const autoAssigned = (values: Values): true | undefined =>
      fields.autoAssign !== undefined && textOf(values, fields.autoAssign) === autoAssigns ? true : undefined;
    const queues = entries.map((values) =>
      defined<SupportQueue>({
        id: textOf(values, fields.id),
        name: textOf(values, fields.name) ?? textOf(values, fields.id),
        company: namedOf(values, fields.companyId, fields.companyName),
        autoAssign: autoAssigned(values),
      }),
    );
    this.#queues = new Map(queues.map((queue) => [queue.id, queue]));
    return queues;
  }

  /** Errors: `not-found`. */
  async queue(id: string, call: CallOptions): Promise<SupportQueue> {
    await this.listQueues(call);
    const queue = this.#queues.get(id);
    if (queue === undefined) throw new ChatError('not-found', `AR System: there is no support queue "${id}".`);
    return queue;
  }

  async look(signal: AbortSignal): Promise<Look<Agent>> {
    const call = { signal };
    if (performance.now() - this.#placedAt >= this.#everything) await this.#place(call);
    const { agents: form } = this.#forms;
    const { entries, whole } = await this.#entries.list(form, form.fields.entry, undefined, call);
    const agents = entries.map((values) => this.#agent(values));
    // Those who answer only for queues that the viewer does not see are out of reach.
    const inReach = agents.filter(({ id, queues }) => queues.length > 0 || !this.#memberships.has(id));
    return { records: inReach, complete: whole };
  }

  /** An agent as it is now. Errors: `not-found`. */
  async read(id: string, call: CallOptions): Promise<Agent> {
    return this.#agent(await this.#find(id, call));
  }

  /** Agents set their own status, supervisors anybody's. */
  async setStatus(command: SetAgentStatusCommand, { viewer }: Session, call: CallOptions): Promise<Agent> {
    const { agentId, availability, statusCode, capacity } = command;
    if (viewer.id !== agentId && !hasRole(viewer, 'supervisor')) {
      throw new ChatError('forbidden', `AR System: ${viewer.name} may not change the status of somebody else.`);
    }
    if (capacity !== undefined && !(Number.isInteger(capacity) && capacity >= 0)) {
      throw new ChatError('invalid', `AR System: a capacity is a whole number from 0 up, not ${capacity}.`);
    }
    const { agents: form } = this.#forms;
    const { fields, availabilities } = form;
    const values = await this.#find(agentId, call);
    const changes: Record<string, unknown> = { [fields.availability]: availabilities[availability] };
    if (statusCode !== undefined && fields.statusCode !== undefined) changes[fields.statusCode] = statusCode;
    if (capacity !== undefined) changes[fields.capacity] = capacity;
    if (this.#agent(values).availability !== availability && fields.statusSince !== undefined) {
      changes[fields.statusSince] = isoTime(this.#entries.now());
    }
    await this.#entries.update(form, String(textOf(values, fields.entry)), changes, call);
    const agent = await this.#entries.readBack(`agent "${agentId}"`, call, () => this.read(agentId, call));
    const kept = agent.availability === availability && (capacity === undefined || agent.capacity === capacity);
    if (!kept)
      throw new ChatError('conflict', `AR System: the status of ${agent.name} is another one after the write.`);
    return agent;
  }

  matches(agent: Agent, query: AgentQuery): boolean {
    const companies = agent.queues.map(({ id }) => this.#queues.get(id)?.company.id ?? '');
    return matchesAgent(query, agent, companies);
  }

  async #find(id: string, call: CallOptions): Promise<Values> {
    const { agents: form } = this.#forms;
    const [values] = await this.#entries.page(form, { where: equals(form.fields.id, id), limit: 1 }, call);
    if (values === undefined) throw new ChatError('not-found', `AR System: there is no agent "${id}".`);
    return values;
  }

  async #place(call: CallOptions): Promise<void> {
    await this.listQueues(call);
    const { memberships: form } = this.#forms;
    if (form !== undefined) {
      const { fields } = form;
      const { entries } = await this.#entries.list(form, fields.entry, undefined, call);
      this.#memberships = new Map();
      for (const values of entries) {
        const agentId = String(textOf(values, fields.agentId));
        const queues = this.#memberships.get(agentId) ?? [];
        queues.push(String(textOf(values, fields.queueId)));
        this.#memberships.set(agentId, queues);
      }
    }
    this.#placedAt = performance.now();
  }

  #agent(values: Values): Agent {
    const { fields, availabilities } = this.#forms.agents;
    const id = textOf(values, fields.id) as string;
    const queues = (this.#memberships.get(id) ?? []).map((queueId) => this.#queues.get(queueId));
    return defined<Agent>({
      id,
      name: textOf(values, fields.name) ?? id,
      availability: nameOfLabel(availabilities, textOf(values, fields.availability)),
      statusCode: textOf(values, fields.statusCode),
      statusSince: timeOf(values, fields.statusSince),
      capacity: numberOf(values, fields.capacity),
      load: numberOf(values, fields.load) ?? 0,
      queues: queues.filter((queue) => queue !== undefined).map(({ id: queueId, name }) => ({ id: queueId, name })),
    });
  }
}
