import {
  createMemoryBackend,
  type Actor,
  type MemoryOptions,
  type MemoryRuntime,
  type MemorySeed,
  type SetTimer,
} from 'chat-monitor-elements/adapters/memory';
import type {
  ConformancePlace,
  ConformancePlaces,
  ConformanceRequest,
  ConformanceWorld,
  Person,
  WorldFactory,
} from 'chat-monitor-elements/conformance';
import type { ChatCommand, Named } from 'chat-monitor-elements/contract';

const places: ConformancePlaces = {
  home: { id: 'home', name: 'Home' },
  other: { id: 'other', name: 'Other' },
  queue: { id: 'desk', name: 'Desk' },
  secondQueue: { id: 'annex', name: 'Annex' },
  otherQueue: { id: 'field', name: 'Field' },
};

const people: Readonly<Record<Person, Named>> = {
  supervisor: { id: 'sue', name: 'Sue' },
  colleague: { id: 'cole', name: 'Cole' },
  agent: { id: 'ann', name: 'Ann' },
  secondAgent: { id: 'sam', name: 'Sam' },
  outsider: { id: 'otto', name: 'Otto' },
};

const floor: MemorySeed = {
  companies: [places.home, places.other],
  queues: [
    { ...places.queue, companyId: 'home' },
    { ...places.secondQueue, companyId: 'home' },
    { ...places.otherQueue, companyId: 'other' },
  ],
  users: [
    { ...people.supervisor, roles: ['supervisor', 'agent'] },
    { ...people.colleague, roles: ['supervisor', 'agent'] },
    { ...people.agent, roles: ['agent'], agent: { queues: ['desk'] } },
    { ...people.secondAgent, roles: ['agent'], agent: { queues: ['desk'] } },
    { ...people.outsider, roles: ['supervisor'], companies: ['other'] },
  ],
  chats: [],
  settings: { maxMessageLength: 200 },
  reports: {
    assign: { eventId: 10_001, event: 'Assigned' },
    transfer: { eventId: 10_002, event: 'Transferred' },
    release: { eventId: 10_003, event: 'Released' },
    join: { eventId: 10_004, event: 'Joined' },
  },
};

const whereabouts: Readonly<Record<ConformancePlace, { readonly companyId: string; readonly queueId?: string }>> = {
  queue: { companyId: 'home', queueId: 'desk' },
  secondQueue: { companyId: 'home', queueId: 'annex' },
  otherQueue: { companyId: 'other', queueId: 'field' },
  home: { companyId: 'home' },
};

const transferTimeout = 60_000;

/** Worlds of the memory adapter: the example of a factory and its probe. */
export function memoryWorlds(options: MemoryOptions = {}): WorldFactory {
  return async () => memoryWorld(options);
}

function memoryWorld(options: MemoryOptions): ConformanceWorld {
  const time = new ForwardTime();
  const { now, setTimer } = time;
  const backend = createMemoryBackend(floor, { now, setTimer, heartbeat: 50, transferTimeout, ...options });
  const { control } = backend;
  const idOf = (person: Person): string => people[person].id;
  const openChat = ({ place = 'queue', requester = 'Rita', issue = 'Printer on fire' }: ConformanceRequest): string =>
    control.open({ requester: { id: 'customer', name: requester }, issue, ...whereabouts[place] });

  return {
    adapter: (person) => backend.adapter({ viewerId: idOf(person) }),
    close() {
      control.cut();
      time.end();
    },
    backend: {
      people,
      places,
      openChat,
      write: (chatId, text) => void control.write(chatId, text),
      endChat: (chatId) => control.end(chatId),
      chat(chatId) {
        const { status, company, queue, assignee, participants, assist } = control.chat(chatId);
        return {
          status,
          companyId: company.id,
          ...(queue && { queueId: queue.id }),
          ...(assignee && { assigneeId: assignee.id }),
          participants: participants.map(({ id, mode }) => ({ id, mode })),
          ...(assist && { assistId: assist.id }),
        };
      },
      perform: async (person, command) => perform(control.as(idOf(person)), command),
      openChats(count) {
        for (let opened = 0; opened < count; opened += 1) openChat({});
      },
      writeMany(chatIds) {
        for (const chatId of chatIds) control.write(chatId, 'One of many');
      },
      setAgent: (person, { availability, capacity }) =>
        void control.as(idOf(person)).setStatus(availability, undefined, capacity),
      setRoles(person, roles) {
        const user = floor.users.find(({ id }) => id === idOf(person));
        if (user) control.setUser({ ...user, roles });
      },
      cut: () => control.cut(),
      setReachable: (reachable) => control.setReachable(reachable),
      signOut: (person) => control.signOut(idOf(person)),
      // The viewer of this backend's adapter is fixed: for it, somebody else's sign-in is the end of its own.
      signInInstead: (person) => control.signOut(idOf(person)),
      failNext: (call) => control.fail(call, { code: 'unavailable' }),
      loseAnswer: () => control.fail('perform', { answer: 'lost' }),
      requests: () => control.calls().filter(({ method }) => !method.startsWith('watch')).length,
      watches: () => control.watches(),
      reports: () => control.reports,
      forget: () => control.expireCursors(),
      now: () => control.now(),
      advance: (ms) => time.advance(ms),
      numberedRefusal() {
        const chatId = openChat({ place: 'otherQueue' });
        const command = { type: 'join', chatId, mode: 'participate' } as const;
        return { person: 'outsider', command, backendCode: 'agent-role-required' };
      },
    },
  };
}

/** Does what a command says by the hand that the memory backend gives to other people. */
function perform(actor: Actor, command: ChatCommand): void {
  switch (command.type) {
    case 'assign':
    case 'transfer':
      actor[command.type](command.chatId, command.to, command.note);
      break;
    case 'join':
      actor.join(command.chatId, command.mode);
      break;
    case 'set-mode':
      actor.setMode(command.chatId, command.mode);
      break;
    case 'raise-assist':
      actor.raiseAssist(command.chatId, command.message);
      break;
    case 'clear-assist':
      actor.clearAssist(command.chatId);
      break;
    case 'claim-assist':
      actor.claimAssist(command.chatId);
      break;
    case 'set-agent-status':
      actor.setStatus(command.availability, command.statusCode, command.capacity);
      break;
    default:
      actor[command.type](command.chatId);
  }
}

/** The machine's time, and what it is put forward by; timers that are due by then go off at once. */
class ForwardTime implements MemoryRuntime {
  #ahead = 0;
  readonly #timers = new Map<() => void, { readonly at: number; readonly stop: () => void }>();

  readonly now = (): number => Date.now() + this.#ahead;

  readonly setTimer: SetTimer = (callback, ms) => {
    const ring = (): void => {
      this.#timers.delete(ring);
      callback();
    };
    const timer = setTimeout(ring, ms);
    const stop = (): void => {
      clearTimeout(timer);
      this.#timers.delete(ring);
    };
    this.#timers.set(ring, { at: this.now() + ms, stop });
    return stop;
  };

  end(): void {
    for (const { stop } of [...this.#timers.values()]) stop();
  }

  advance(ms: number): void {
    this.#ahead += ms;
    for (const [ring, { at, stop }] of [...this.#timers]) {
      if (at > this.now()) continue;
      stop();
      ring();
    }
  }
}
