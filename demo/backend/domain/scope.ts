import type { AgentQuery, ChatQuery } from 'chat-monitor-elements/contract';
import type { ChatRecord } from './chat-record.js';
import type { AgentRecord } from './agent-record.js';
import { seesFloor, type Actor } from './viewer.js';

/** Where a record stands, for deciding who sees it; kept in the change log from before and after each change. */
export interface Scope {
  readonly companies: readonly string[];
  /** `null` where it has no queue. */
  readonly queues: readonly (string | null)[];
  /** Ids of the users it concerns personally. */
  readonly people: readonly string[];
}

/** A closed chat is in nobody's scope. */
export function scopeOfChat(chat: ChatRecord): Scope | null {
  if (chat.status === 'closed') return null;
  const people = chat.participants.map((participant) => participant.id);
  if (chat.assignee) people.push(chat.assignee.id);
  return { companies: [chat.company.id], queues: [chat.queue?.id ?? null], people };
}

export function scopeOfAgent(agent: AgentRecord): Scope {
  return {
    companies: agent.companies,
    queues: agent.queues.length > 0 ? agent.queues.map((queue) => queue.id) : [null],
    people: [agent.id],
  };
}

export function chatQueryMatches(query: ChatQuery, actor: Actor, scope: Scope | null): boolean {
  if (!scope || !matchesFilter(query, scope)) return false;
  if (query.view === 'mine') return scope.people.includes(actor.id);
  return seesFloor(actor) && inScope(actor, scope);
}

export function agentQueryMatches(query: AgentQuery, actor: Actor, scope: Scope | null): boolean {
  return scope !== null && matchesFilter(query, scope) && inScope(actor, scope);
}

/** Whether the viewer may see the chat at all: on the floor, or personally concerned. */
export function seesChat(actor: Actor, chat: ChatRecord): boolean {
  const concerned = chat.assignee?.id === actor.id || chat.participants.some((person) => person.id === actor.id);
  return concerned || (seesFloor(actor) && actor.companies.includes(chat.company.id));
}

function inScope(actor: Actor, scope: Scope): boolean {
  return scope.companies.some((company) => actor.companies.includes(company));
}

function matchesFilter(query: AgentQuery, scope: Scope): boolean {
  const { companies, queues } = query;
  if (companies && !scope.companies.some((company) => companies.includes(company))) return false;
  return !queues || scope.queues.some((queue) => queues.includes(queue));
}
