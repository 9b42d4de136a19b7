import type { Agent } from '../../contract/index.js';
import type { MessageKey } from '../shared/texts/texts.js';

export type AgentColumnKey = 'name' | 'status' | 'load' | 'queues';

export interface AgentSort {
  readonly column: AgentColumnKey;
  readonly descending: boolean;
}

export interface AgentColumn {
  readonly key: AgentColumnKey;
  readonly header: Extract<MessageKey, `agents.column.${AgentColumnKey}`>;
  readonly compare?: (a: Agent, b: Agent) => number;
}

export const agentColumns: readonly AgentColumn[] = [
  { key: 'name', header: 'agents.column.name', compare: byName },
  { key: 'status', header: 'agents.column.status', compare: (a, b) => rank(a) - rank(b) },
  { key: 'load', header: 'agents.column.load', compare: (a, b) => free(b) - free(a) },
  { key: 'queues', header: 'agents.column.queues' },
];

/** Those that match the search, in order; `agents` are by name. */
export function agentRows(agents: readonly Agent[], search: string, sort: AgentSort): readonly Agent[] {
  const text = search.trim().toLowerCase();
  const found = text === '' ? [...agents] : agents.filter((agent) => textOf(agent).includes(text));
  const compare = agentColumns.find(({ key }) => key === sort.column)?.compare ?? byName;
  const sign = sort.descending ? -1 : 1;
  return found.sort((a, b) => sign * compare(a, b));
}

function byName(a: Agent, b: Agent): number {
  return a.name.localeCompare(b.name);
}

function rank({ availability }: Agent): number {
  return availability === 'available' ? 0 : 1;
}

/** How many more chats the agent takes; fewest free chats are the heaviest load. Who has no limit takes the most. */
function free({ capacity = Number.MAX_SAFE_INTEGER, load }: Agent): number {
  return capacity - load;
}

function textOf({ name, statusCode, queues }: Agent): string {
  return [name, statusCode ?? '', ...queues.map((queue) => queue.name)].join('\n').toLowerCase();
}
