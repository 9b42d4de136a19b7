import type { Named } from '../../contract/index.js';
import type { ChatwootAdapterOptions } from './options.js';

/** Which company an inbox or a team belongs to: the account, unless the host says otherwise. */
export class Companies {
  readonly account: Named;
  readonly #ofInbox = new Map<unknown, Named>();
  readonly #ofTeam = new Map<unknown, Named>();
  readonly #all: readonly Named[];

  /** `inboxes`: those that the viewer sees, where that matters. */
  constructor({ account, companies = [] }: ChatwootAdapterOptions, accountName: string, inboxes?: readonly unknown[]) {
    this.account = { id: String(account), name: accountName };
    for (const { id, name, inboxes, teams = [] } of companies) {
      for (const inbox of inboxes) this.#ofInbox.set(inbox, { id, name });
      for (const team of teams) this.#ofTeam.set(team, { id, name });
    }
    const seen = new Set(inboxes?.map((inbox) => this.ofChat(inbox, undefined).id) ?? [this.account.id]);
    this.#all = [this.account, ...companies.map(({ id, name }) => ({ id, name }))].filter(({ id }) => seen.has(id));
  }

  /** Those whose chats the viewer sees. */
  get all(): readonly Named[] {
    return this.#all;
  }

  /** A team that the host gave to a company counts before the inbox. */
  ofChat(inbox: unknown, team: unknown): Named {
    return this.#ofTeam.get(team) ?? this.#ofInbox.get(inbox) ?? this.account;
  }

  has({ id }: Named): boolean {
    return this.#all.some((one) => one.id === id);
  }

  ofTeam(team: unknown): Named {
    return this.#ofTeam.get(team) ?? this.account;
  }
}
