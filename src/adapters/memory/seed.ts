import type { Named } from '../../contract/index.js';
import { randomFrom } from './runtime.js';
import { agentNames, issueTexts, requesterNames } from './seed-words.js';
import type { MemoryChat, MemoryQueue, MemorySeed, MemoryUser } from './types.js';

export interface SeedOptions {
  /** How many chats; 60 by default. */
  readonly chats?: number;
  /** How many agents beside the supervisor who is one too; 12 by default. */
  readonly agents?: number;
  /** The same number makes the same seed. */
  readonly seed?: number;
  /** Epoch milliseconds to which the chats' times refer. */
  readonly now?: number;
}

const companies: readonly Named[] = [
  { id: 'calbro', name: 'Calbro Services' },
  { id: 'northwind', name: 'Northwind Health' },
  { id: 'petramco', name: 'Petramco' },
];

const queues: readonly MemoryQueue[] = [
  { id: 'calbro-it', name: 'IT Service Desk', companyId: 'calbro' },
  { id: 'calbro-hr', name: 'HR Desk', companyId: 'calbro' },
  { id: 'northwind-it', name: 'Clinic IT', companyId: 'northwind' },
  { id: 'northwind-access', name: 'Access Requests', companyId: 'northwind' },
  { id: 'petramco-field', name: 'Field Support', companyId: 'petramco' },
  { id: 'petramco-it', name: 'Plant IT', companyId: 'petramco' },
];

const supervisors: readonly MemoryUser[] = [
  {
    id: 'sam',
    name: 'Sam Rivera',
    roles: ['supervisor', 'agent'],
    agent: { capacity: 2, queues: ['calbro-it', 'northwind-it'] },
  },
  { id: 'lena', name: 'Lena Vogt', roles: ['supervisor'] },
  { id: 'ada', name: 'Ada Brooks', roles: ['admin'] },
];

/**
 * A backend's beginning, as large as wanted: three companies, six queues, the users `sam` (supervisor and agent),
 * `lena` (supervisor only), `ada` (admin) and the agents `agent-1` and on, and chats in all states.
 */
export function generateSeed({ chats = 60, agents = 12, seed = 1, now = Date.now() }: SeedOptions = {}): MemorySeed {
  const random = randomFrom(seed);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const staff = times(agents, (index) => agentAt(index, pick));
  return {
    companies,
    queues,
    users: [...supervisors, ...staff],
    chats: times(chats, (index) => chatAt(index, now, random, pick, staff)),
    settings: {
      sla: { queue: { warning: 5, breach: 10 }, session: { warning: 20, breach: 40 } },
      slaColors: { warning: '#b45309', breach: '#b91c1c' },
      agentStatuses: [
        { availability: 'available', code: 'Ready' },
        { availability: 'unavailable', code: 'Lunch' },
        { availability: 'unavailable', code: 'Wrap up' },
      ],
      maxMessageLength: 4000,
    },
  };
}

type Pick = <T>(list: readonly T[]) => T;

function agentAt(index: number, pick: Pick): MemoryUser {
  const name = agentNames[index % agentNames.length] ?? 'Agent';
  const round = Math.floor(index / agentNames.length);
  const away = index % 6 === 5;
  return {
    id: `agent-${String(index + 1)}`,
    name: round === 0 ? name : `${name} ${String(round + 1)}`,
    roles: ['agent'],
    agent: {
      availability: away ? 'unavailable' : 'available',
      statusCode: away ? 'Lunch' : 'Ready',
      capacity: 5,
      queues: [...new Set([pick(queues).id, pick(queues).id])],
    },
  };
}

function chatAt(
  index: number,
  now: number,
  random: () => number,
  pick: Pick,
  staff: readonly MemoryUser[],
): MemoryChat {
  const queue = pick(queues);
  const requester = pick(requesterNames);
  const minutes = Math.floor(random() * 45);
  const openedAt = now - minutes * 60_000 - Math.floor(random() * 60_000);
  const waits = staff.length === 0 || random() < 0.4;
  const common = {
    id: `chat-${String(index + 1)}`,
    requester: { id: `customer:${requester}`, name: requester },
    issue: pick(issueTexts),
    companyId: queue.companyId,
    ...(random() < 0.95 ? { queueId: queue.id } : {}),
    openedAt,
  };
  if (waits) return { ...common, waitingSince: openedAt };
  const agent = pick(staff);
  return {
    ...common,
    assigneeId: agent.id,
    handledSince: openedAt + Math.floor((now - openedAt) / 3),
    ...(random() < 0.08 ? { status: 'transferred' } : {}),
    ...(random() < 0.05
      ? { assist: { id: `assist:${common.id}`, by: { id: agent.id, name: agent.name }, at: now - 60_000 } }
      : {}),
  };
}

function times<T>(count: number, make: (index: number) => T): T[] {
  const made: T[] = [];
  for (let index = 0; index < count; index += 1) made.push(make(index));
  return made;
}
