import type { Person } from '../../src/conformance/index.js';
import type { Role } from '../../src/contract/index.js';

/** Names and roles of the kit's people, for backends in which a world founds them itself. */
export const staff: Readonly<Record<Person, { readonly name: string; readonly roles: readonly Role[] }>> = {
  supervisor: { name: 'Sue', roles: ['supervisor', 'agent'] },
  colleague: { name: 'Cole', roles: ['supervisor', 'agent'] },
  agent: { name: 'Ann', roles: ['agent'] },
  secondAgent: { name: 'Sam', roles: ['agent'] },
  outsider: { name: 'Otto', roles: ['supervisor'] },
};
