import type { AgentQuery } from 'chat-monitor-elements/contract';
import { loadAgentsOf, renderAgent } from '../domain/agent-record.js';
import { Problem } from '../domain/problem.js';
import { agentQueryMatches, scopeOfAgent } from '../domain/scope.js';
import { idsOf, type WatchContext, type WatchKind } from './watch.js';

export function watchAgents(query: AgentQuery, { actor }: WatchContext): WatchKind {
  return {
    binding: JSON.stringify([
      'agents',
      [query.companies ?? null, query.queues ?? null],
      [actor.id, actor.roles, actor.companies],
    ]),
    hasSnapshot: true,
    async check() {
      if (actor.roles.length > 0) return;
      throw new Problem(403, 'Watching agents needs a role on the support side.', { backendCode: 'role-required' });
    },
    async snapshot(tx) {
      const agents = await loadAgentsOf(tx, actor.companies);
      return agents.filter((agent) => agentQueryMatches(query, actor, scopeOfAgent(agent))).map(renderAgent);
    },
    changes(entries, batch) {
      const upserts = [];
      const removes = [];
      for (const id of idsOf(entries, 'agent')) {
        const agent = batch.agents.get(id);
        if (agent && agentQueryMatches(query, actor, scopeOfAgent(agent))) {
          upserts.push(renderAgent(agent));
          continue;
        }
        const seen = entries.some(
          (entry) =>
            entry.entity === 'agent' &&
            entry.id === id &&
            (agentQueryMatches(query, actor, entry.before) || agentQueryMatches(query, actor, entry.after)),
        );
        if (seen) removes.push(id);
      }
      return { upserts, removes };
    },
  };
}
