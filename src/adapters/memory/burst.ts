import { isFull } from '../shared/is-full.js';
import type { ChatRow } from './chat-row.js';
import { giveToAgent, waitingIn } from './assignment.js';
import { closeChat } from './command-effects.js';
import type { MemoryCore } from './core.js';
import { openChat } from './open-chat.js';
import { randomFrom } from './runtime.js';
import { requesterNames, issueTexts } from './seed-words.js';

export interface BurstOptions {
  /** How many changes in all. */
  readonly changes: number;
  /** Spread over time; without it all happen at once. */
  readonly perSecond?: number;
  /** Of the random choices; the same seed makes the same changes. */
  readonly seed?: number;
}

/** Milliseconds between the parts of a burst that is spread over time. */
const step = 20;

/** Random life: mostly messages, some assignments and releases, a few chats that come and go. */
export async function burst(core: MemoryCore, { changes, perSecond, seed = 1 }: BurstOptions): Promise<void> {
  const random = randomFrom(seed);
  const open = [...core.store.chats.values()].filter((row) => row.status !== 'closed').map((row) => row.id);
  const agents = [...core.store.agents.keys()];
  const size = open.length;
  let owed = perSecond === undefined ? changes : 0;
  for (let done = 0; done < changes;) {
    while (owed >= 1 && done < changes) {
      changeOne(core, random, open, agents, size);
      owed -= 1;
      done += 1;
    }
    if (done < changes && perSecond !== undefined) {
      await new Promise<void>((resolve) => core.rules.setTimer(resolve, step));
      owed += (perSecond * step) / 1000;
    }
  }
}

function changeOne(
  core: MemoryCore,
  random: () => number,
  open: string[],
  agents: readonly string[],
  size: number,
): void {
  const { store } = core;
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const dice = random();
  const id = pick(open);
  const row = id === undefined ? undefined : store.chats.get(id);
  if (row?.status === 'closed') open.splice(open.indexOf(row.id), 1);
  if (row === undefined || row.status === 'closed' || (dice < 0.04 && open.length <= size)) {
    open.push(openOne(core, pick));
  } else if (dice < 0.04) {
    closeChat(store, row);
    open.splice(open.indexOf(row.id), 1);
  } else if (dice < 0.2) {
    moveOne(core, row, pick(agents));
  } else {
    core.write(row.id, { kind: 'requester', ...row.requester }, pick(issueTexts) ?? row.issue);
  }
}

function openOne(core: MemoryCore, pick: <T>(list: readonly T[]) => T | undefined): string {
  const { store } = core;
  const queue = pick([...store.queues.values()]);
  const company = queue?.companyId ?? pick([...store.companies.keys()]) ?? '';
  const name = pick(requesterNames) ?? 'Customer';
  return openChat(store, {
    requester: { id: `customer:${name}`, name },
    issue: pick(issueTexts) ?? 'Question',
    companyId: company,
    ...(queue === undefined ? {} : { queueId: queue.id }),
  }).id;
}

function moveOne(core: MemoryCore, row: ChatRow, agentId: string | undefined): void {
  const { store, rules } = core;
  const agent = agentId === undefined ? undefined : store.agents.get(agentId);
  if (row.status !== 'pending') store.patchChat(row.id, { ...waitingIn(store, row), changedBy: undefined });
  else if (agent?.availability === 'available' && !isFull(agent)) {
    giveToAgent(store, rules, store.user(agent.id), row, agent.id, undefined);
  }
}
