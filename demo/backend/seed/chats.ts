import { conversations, type Conversation } from './conversations.js';
import { agents, customers, queues, type SeedAgent, type SeedUser } from './people.js';
import { seededRandom, type Random } from './random.js';

const minute = 60_000;

export interface SeedMessage {
  readonly author: SeedUser;
  readonly kind: 'requester' | 'agent';
  readonly text: string;
  readonly at: number;
}

export interface SeedChat {
  readonly id: string;
  readonly requester: SeedUser;
  readonly issue: string;
  readonly company: string;
  readonly queue: string | null;
  readonly openedAt: number;
  readonly waitingSince: number | null;
  readonly handledSince: number | null;
  readonly assignee: SeedAgent | null;
  /** Who transferred it; it waits for `assignee` to accept. */
  readonly sender: SeedAgent | null;
  readonly assist: string | null;
  readonly messages: readonly SeedMessage[];
}

/** How many minutes the waiting chats wait: most are in time, some warn, two are breached. */
const waits = [0.4, 0.7, 1, 1.2, 1.6, 2, 2.2, 2.5, 2.9, 3.1, 3.4, 3.6, 3.9, 4.1, 4.3, 4.6, 4.8, 5.5, 6.5, 8, 11, 13.5];
const assists = ['The customer asks for a manager.', 'I am not sure about the approval here, please have a look.'];
const handledCount = 34;
const transferredCount = 4;

/** About sixty open chats in all states, the same ones each time, with times relative to `now`. */
export function seedChats(now: number): SeedChat[] {
  const random = seededRandom(20_240_917);
  const chats: SeedChat[] = waits.map((wait, index) => waitingChat(random, index, now - wait * minute));
  const load = new Map<string, number>();
  for (let index = 0; index < handledCount + transferredCount; index += 1) {
    const receiver = index >= handledCount;
    const agent = random.pick(agents.filter((candidate) => hasRoom(candidate, load)));
    const others = agents.filter(
      (other) => other.companies[0] === agent.companies[0] && other !== agent && !other.away,
    );
    load.set(agent.id, (load.get(agent.id) ?? 0) + 1);
    chats.push(
      handledChat(random, chats.length, now, agent, {
        sender: receiver ? random.pick(others) : null,
        assist: assists[index] ?? null,
      }),
    );
  }
  return chats;
}

function hasRoom(agent: SeedAgent, load: ReadonlyMap<string, number>): boolean {
  return agent.away === undefined && (load.get(agent.id) ?? 0) < agent.capacity;
}

function waitingChat(random: Random, index: number, since: number): SeedChat {
  const queue = random.pick(queues);
  const conversation = conversationIn(random, queue.id);
  const requester = customerOf(queue.company, index);
  return {
    ...base(index, requester, conversation, queue.company, since),
    queue: index % 11 === 5 ? null : queue.id,
    waitingSince: since,
    handledSince: null,
    assignee: null,
    sender: null,
    assist: null,
    messages: script(conversation, requester, null, since, 1, 0),
  };
}

function handledChat(
  random: Random,
  index: number,
  now: number,
  agent: SeedAgent,
  more: Pick<SeedChat, 'sender' | 'assist'>,
): SeedChat {
  const company = agent.companies[0] ?? '';
  const queue = random.pick(agent.queues);
  const conversation = conversationIn(random, queue);
  const requester = customerOf(company, index);
  // Every tenth one takes longer than it should.
  const handledSince = now - (index % 10 === 0 ? random.between(21, 44) : random.between(1, 18)) * minute;
  const openedAt = handledSince - random.between(20, 240) * 1_000;
  const length = random.between(2, conversation.lines.length);
  const pace = (now - handledSince) / (length + 1);
  return {
    ...base(index, requester, conversation, company, openedAt),
    queue,
    waitingSince: null,
    handledSince,
    assignee: agent,
    ...more,
    messages: script(conversation, requester, more.sender ?? agent, openedAt, length, pace),
  };
}

function conversationIn(random: Random, queue: string): Conversation {
  return random.pick(conversations.filter((conversation) => conversation.queues.includes(queue)));
}

/** In turn, so that hardly anybody has two chats at once. */
function customerOf(company: string, index: number): SeedUser {
  const ofCompany = customers.filter((customer) => customer.companies[0] === company);
  const customer = ofCompany[index % ofCompany.length];
  if (customer === undefined) throw new RangeError(`The company ${company} has no customers.`);
  return customer;
}

function base(
  index: number,
  requester: SeedUser,
  { issue }: Conversation,
  company: string,
  openedAt: number,
): Pick<SeedChat, 'id' | 'requester' | 'issue' | 'company' | 'openedAt'> {
  return { id: `chat-${String(1_001 + index)}`, requester, issue, company, openedAt };
}

function script(
  conversation: Conversation,
  requester: SeedUser,
  agent: SeedUser | null,
  start: number,
  length: number,
  pace: number,
): SeedMessage[] {
  return conversation.lines.slice(0, length).map((text, index) => {
    const byAgent = index % 2 === 1 && agent !== null;
    const at = Math.round(start + index * pace);
    return byAgent ? { author: agent, kind: 'agent', text, at } : { author: requester, kind: 'requester', text, at };
  });
}
