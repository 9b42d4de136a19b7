// @ts-check

/**
 * Stands in for your backend: replace it by a test system of yours, or keep what your own mock answers. It knows its rules
 * itself and nothing of the adapter, which reaches it by `fetch` only.
 */
export class Desk {
  companies = [
    { id: 'acme', name: 'Acme' },
    { id: 'globex', name: 'Globex' },
  ];
  teams = [
    { id: 'network', name: 'Network', company: this.companies[0] },
    { id: 'mail', name: 'Mail', company: this.companies[0] },
    { id: 'phones', name: 'Phones', company: this.companies[1] },
  ];
  users = [
    { id: 'sue', name: 'Sue Park', supervisor: true, companies: this.companies },
    { id: 'cole', name: 'Cole Reed', supervisor: true, companies: this.companies },
    { id: 'ann', name: 'Ann Wolf', supervisor: false, companies: this.companies.slice(0, 1) },
    { id: 'sam', name: 'Sam Bell', supervisor: false, companies: this.companies.slice(0, 1) },
    { id: 'otto', name: 'Otto Lang', supervisor: true, companies: this.companies.slice(1) },
  ];
  /** @type {Map<string, any>} */
  conversations = new Map();
  reachable = true;
  /** @type {Set<string>} Ids of users who are not signed in. */
  signedOut = new Set();
  requests = 0;
  #last = 0;

  /** @param {{ teamId: string | null, companyId: string, customer: string, subject: string }} request */
  open({ teamId, companyId, customer, subject }) {
    const id = `c${(this.#last += 1)}`;
    const team = this.teams.find((each) => each.id === teamId);
    this.conversations.set(id, {
      id,
      state: 'open',
      subject,
      customer: { id: `customer of ${id}`, name: customer },
      company: team?.company ?? this.companies.find((company) => company.id === companyId),
      team: team ? { id: team.id, name: team.name } : null,
      agent: null,
      created: Date.now(),
      waitingFrom: Date.now(),
      takenAt: null,
      messages: 0,
    });
    return id;
  }

  /** @param {string} id */
  conversation(id) {
    const found = this.conversations.get(id);
    if (!found) throw new Error(`The desk has no conversation ${id}.`);
    return found;
  }

  /** @param {string} id */
  write(id) {
    this.conversation(id).messages += 1;
  }

  /** @param {string} id */
  end(id) {
    this.conversation(id).state = 'done';
  }

  /** @param {string} id @param {{ agentId?: string, teamId?: string }} to */
  move(id, { agentId, teamId }) {
    const { id: userId, name } = this.users.find((user) => user.id === agentId) ?? { id: '', name: '' };
    const team = this.teams.find((each) => each.id === teamId);
    const conversation = this.conversation(id);
    Object.assign(conversation, {
      state: userId ? 'handled' : 'open',
      agent: userId ? { id: userId, name } : null,
      ...(userId ? { takenAt: Date.now() } : { waitingFrom: Date.now(), takenAt: null }),
      ...(team && { team: { id: team.id, name: team.name }, company: team.company }),
    });
  }

  /** The desk as this user's browser reaches it. @param {string} userId @returns {typeof fetch} */
  fetchAs(userId) {
    return async (url, init) => {
      const { pathname } = new URL(String(url));
      init?.signal?.throwIfAborted();
      this.requests += 1;
      if (!this.reachable) throw new TypeError('The desk cannot be reached.');
      if (this.signedOut.has(userId)) return new Response(null, { status: 401 });
      const user = this.users.find(({ id }) => id === userId);
      if (!user) return new Response(null, { status: 401 });
      const sees = user.companies.map(({ id }) => id);
      switch (pathname.split('/').at(-1)) {
        case 'me':
          return Response.json(user);
        case 'teams':
          return Response.json(this.teams.filter(({ company }) => company && sees.includes(company.id)));
        case 'conversations':
          return Response.json(
            [...this.conversations.values()].filter(
              ({ state, company }) => state !== 'done' && sees.includes(company.id),
            ),
          );
        default:
          return new Response(null, { status: 404 });
      }
    };
  }
}
