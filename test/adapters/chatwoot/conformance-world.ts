import type {
  ConformanceBackend,
  ConformanceWorld,
  Person,
  ProbedChat,
  WorldFactory,
} from 'chat-monitor-elements/conformance';
import type { ChatCommand, Named } from 'chat-monitor-elements/contract';
import { openWorld, PERSON, rawAdapter } from './fixtures.js';
import type { ChatwootState } from './server/chatwoot.js';
import { INBOX, TEAM, type Conversation, type User } from './server/state.js';

const numbers: Readonly<Record<Person, number>> = {
  supervisor: PERSON.sue,
  colleague: PERSON.col,
  agent: PERSON.ann,
  secondAgent: PERSON.bob,
  outsider: PERSON.out,
};
const names = { supervisor: 'Sue', colleague: 'Col', agent: 'Ann', secondAgent: 'Bob', outsider: 'Out' };
const people = Object.fromEntries(
  Object.entries(numbers).map(([person, id]) => [person, { id: String(id), name: names[person as Person] }]),
) as Record<Person, Named>;

const companies = [{ id: 'shop', name: 'Shop', inboxes: [INBOX.shop], teams: [TEAM.shop] }];
const home = { id: '1', name: 'Acme' };
const places = {
  home,
  other: { id: 'shop', name: 'Shop' },
  queue: { id: String(TEAM.first), name: 'first line' },
  secondQueue: { id: String(TEAM.second), name: 'second line' },
  otherQueue: { id: String(TEAM.shop), name: 'shop' },
};
const whereabouts = {
  queue: { team: TEAM.first },
  secondQueue: { team: TEAM.second },
  otherQueue: { team: TEAM.shop, inbox: INBOX.shop },
  home: {},
} as const;

/** Worlds of the Chatwoot adapter; `outsider` is a supervisor because the page lets agents be that. */
export function chatwootWorlds(): WorldFactory {
  return async () => chatwootWorld();
}

function chatwootWorld(): ConformanceWorld {
  const world = openWorld();
  const { state } = world;
  const { cable } = state;
  /** Whose token the page of a person gives. */
  const signedIn = new Map<number, number>();
  const chatOf = (id: string): Conversation => state.conversations.get(Number(id))!;
  const write = (call: string): boolean => !call.startsWith('GET ');
  const openChat: ConformanceBackend['openChat'] = ({ place = 'queue', requester = 'Rita', issue = 'Printer' }) =>
    String(state.open({ ...whereabouts[place], requester, subject: issue }).id);

  return {
    adapter: (person) =>
      rawAdapter(world, numbers[person], {
        companies,
        agentsSupervise: person === 'outsider',
        requestTimeout: 2_000,
        heartbeat: 50,
        headers: () => {
          const id = signedIn.get(numbers[person]) ?? numbers[person];
          return { api_access_token: state.user(id)?.token || 'none' };
        },
      }),
    close: () => cable.cut(),
    backend: {
      people,
      places,
      openChat,
      write: (id, text) => void state.say(chatOf(id), text),
      endChat: (id) => state.setStatus(undefined, chatOf(id), 'resolved'),
      chat: (id) => probed(chatOf(id)),
      perform: (person, command) => act(state, state.user(numbers[person])!, command),
      openChats(count) {
        for (let opened = 0; opened < count; opened++) void openChat({});
      },
      writeMany(ids) {
        for (const id of ids) state.say(chatOf(id), 'One of many');
      },
      cut: () => cable.cut(),
      setReachable(reachable) {
        world.fault = reachable ? undefined : () => Response.error();
        cable.refuses = !reachable;
        if (!reachable) cable.cut();
      },
      signOut(person) {
        state.user(numbers[person])!.token = '';
        cable.cut();
      },
      signInInstead(person, instead) {
        signedIn.set(numbers[person], numbers[instead]);
        cable.cut();
      },
      failNext(kind) {
        world.fault = (call) => {
          if (kind === 'listQueues' ? call !== 'GET teams' : !write(call)) return undefined;
          world.fault = undefined;
          return Response.json({ error: 'Internal' }, { status: 500 });
        };
      },
      loseAnswer() {
        world.after = (call) => {
          if (!write(call)) return undefined;
          world.after = undefined;
          return new Promise(() => undefined);
        };
      },
      // A command looks before it writes: what is written counts.
      requests: () => world.calls.filter((call) => write(call) || call === 'GET teams').length,
    },
  };
}

function probed({ status, inbox, team, assignee, customAttributes }: Conversation): ProbedChat {
  const { assist } = customAttributes as { readonly assist?: { readonly id: string } | null };
  const chat = {
    companyId: inbox === INBOX.shop ? 'shop' : home.id,
    ...(team !== null && { queueId: String(team) }),
    participants: joined(customAttributes).filter(({ id }) => id !== String(assignee)),
    ...(assist && { assistId: assist.id }),
  };
  if (status === 'resolved') return { ...chat, status: 'closed' };
  if (assignee === null) return { ...chat, status: 'pending' };
  return { ...chat, status: 'assigned', assigneeId: String(assignee) };
}

/** Who is in a chat: Chatwoot's own participants are former assignees, too. */
function joined(attributes: Conversation['customAttributes']): ProbedChat['participants'] {
  return Object.entries(attributes)
    .filter(([name, value]) => name.startsWith('chat_monitor_join_') && value !== null)
    .map(([name, value]) => ({
      id: name.slice('chat_monitor_join_'.length),
      mode: (value as { readonly mode: 'participate' | 'monitor' }).mode,
    }));
}

/** What Chatwoot's own dashboard would do for this person, and for joins what another page with the adapter would. */
function act(state: ChatwootState, actor: User, command: ChatCommand): void {
  if (command.type === 'set-agent-status') {
    state.user(Number(command.agentId))!.availability = command.availability === 'available' ? 'online' : 'busy';
    return;
  }
  const conversation = state.conversations.get(Number(command.chatId));
  if (!conversation || !state.sees(actor, conversation)) throw new Error('Resource could not be found');
  switch (command.type) {
    case 'assign':
    case 'transfer':
      if (command.to.type === 'agent') state.assign(actor, conversation, Number(command.to.id));
      else {
        state.setTeam(actor, conversation, Number(command.to.id));
        state.assign(actor, conversation, null);
      }
      break;
    case 'release':
      state.assign(actor, conversation, null);
      break;
    case 'join':
    case 'set-mode':
      state.join(actor, conversation, command.mode);
      break;
    case 'leave':
      state.leave(actor, conversation);
      break;
    case 'close':
      state.setStatus(actor, conversation, 'resolved');
      break;
    case 'raise-assist': {
      const by = { id: String(actor.id), name: actor.name };
      const assist = { id: `raised-${Math.random()}`, by, at: Date.now(), message: command.message };
      state.setAttributes(actor, conversation, { assist }, true);
      break;
    }
    case 'clear-assist':
      state.setAttributes(actor, conversation, { assist: null }, true);
      break;
    case 'claim-assist': {
      const claimedBy = { id: String(actor.id), name: actor.name };
      const assist = { ...(conversation.customAttributes['assist'] as object), claimedBy };
      state.setAttributes(actor, conversation, { assist }, true);
      break;
    }
    case 'accept':
    case 'decline':
      throw new Error('Chatwoot has no such thing.');
  }
}
