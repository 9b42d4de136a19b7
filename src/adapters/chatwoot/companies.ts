import type { Named } from '../../contract/index.js';
import type { ChatwootAdapterOptions } from './options.js';

/** Which company an inbox or a team belongs to: the account, unless the host says otherwise. */
export class Companies {
  readonly account: Named;
  readonly #ofInbox = new Map<unknown, Named>();
  readonly #ofTeam = new Map<unknown, Named>();
  readonly #all: readonly Named[];

  constructor({ account, companies = [] }: ChatwootAdapterOptions, accountName: string) {
    this.account = { id: String(account), name: accountName };
    this.#all = [this.account, ...companies.map(({ id, name }) => ({ id, name }))];
    for (const { id, name, inboxes, teams = [] } of companies) {
      for (const inbox of inboxes) this.#ofInbox.set(inbox, { id, name });
      for (const team of teams) this.#ofTeam.set(team, { id, name });
    }
  }

  /** The account is always one of them: an inbox that is made tomorrow belongs to it. */
  get all(): readonly Named[] {
    return this.#all;
  }

  ofInbox(inbox: unknown): Named {
    return this.#ofInbox.get(inbox) ?? this.account;
  }

  ofTeam(team: unknown): Named {
    return this.#ofTeam.get(team) ?? this.account;
  }
}
