import type { CallOptions, Named, SupportQueue } from '../../contract/index.js';
import type { RocketchatApi } from './api.js';
import { fieldsOf, recordOf, textOf } from './fields.js';
import type { RocketchatCompany } from './options.js';

/** Names of what chats only have ids of: departments, their companies, and agents. */
export class Directory {
  readonly #api: RocketchatApi;
  readonly #companies: readonly [RocketchatCompany, ...RocketchatCompany[]];
  readonly #autoAssign: boolean;
  #departments = new Map<string, string>();
  readonly #agents = new Map<string, string>();

  constructor(api: RocketchatApi, companies: readonly RocketchatCompany[], autoAssign: boolean) {
    const [first = { id: 'global', name: 'Global' }, ...others] = companies;
    this.#api = api;
    this.#companies = [first, ...others];
    this.#autoAssign = autoAssign;
  }

  /** Those that have a department which the viewer sees; the first one has what no company names. */
  get companies(): readonly Named[] {
    const seen = new Set([...this.#departments.keys()].map((id) => this.companyOf(id).id));
    const there = this.#companies.filter(({ id }) => seen.has(id));
    return (there.length > 0 ? there : [this.#companies[0]]).map(({ id, name }) => ({ id, name }));
  }

  companyOf(departmentId: string | undefined): Named {
    const named = this.#companies.find(({ departments = [] }) => departments.some((id) => id === departmentId));
    const { id, name } = named ?? this.#companies[0];
    return { id, name };
  }

  queueNamed(departmentId: string): Named {
    return { id: departmentId, name: this.#departments.get(departmentId) ?? departmentId };
  }

  knowsAgent(id: string, name: string): void {
    this.#agents.set(id, name);
  }

  /** Undefined for agents that nobody has listed yet. */
  nameOfAgent(id: string): string | undefined {
    return this.#agents.get(id);
  }

  /** The departments that are in use; one without a name or id comes as it is, for the guard to set aside. */
  async readQueues(options: CallOptions): Promise<readonly SupportQueue[]> {
    const { items } = await this.#api.list(['livechat', 'department'], 'departments', options, { enabled: true });
    const departments = items.map((item) => fieldsOf<'_id' | 'name'>(item));
    this.#departments = new Map();
    for (const { _id, name } of departments) {
      const id = textOf(_id);
      if (id !== undefined) this.#departments.set(id, textOf(name) ?? id);
    }
    return departments.map(({ _id, name }) =>
      recordOf<SupportQueue>({
        id: _id,
        name,
        company: this.companyOf(textOf(_id)),
        autoAssign: this.#autoAssign ? true : undefined,
      }),
    );
  }
}
