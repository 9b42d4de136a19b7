import type {
  AgentAvailability,
  ChatAdapter,
  ChatCommand,
  ChatStatus,
  JoinMode,
  Named,
  ReportEvent,
  Role,
} from '../contract/index.js';

/**
 * Who there is in every world.
 * - `supervisor`, `colleague`: supervisors with the agent role and no other, both companies
 * - `agent`, `secondAgent`: agents of `queue`, available, with room for two chats or more; the second may be given chats
 *   of `secondQueue` too
 * - `outsider`: a supervisor without the agent role, of the other company only
 */
export type Person = 'supervisor' | 'colleague' | 'agent' | 'secondAgent' | 'outsider';

export const people: readonly Person[] = ['supervisor', 'colleague', 'agent', 'secondAgent', 'outsider'];

/** What there is in every world: two companies, and queues that assign nothing by themselves. */
export interface ConformancePlaces {
  /** The company of `queue` and `secondQueue`. */
  readonly home: Named;
  /** The company of `otherQueue`. */
  readonly other: Named;
  readonly queue: Named;
  readonly secondQueue: Named;
  readonly otherQueue: Named;
}

/** Where a chat waits: in a queue, or in the home company without one. */
export type ConformancePlace = 'queue' | 'secondQueue' | 'otherQueue' | 'home';

/** What a customer brings. */
export interface ConformanceRequest {
  /** `queue` by default. */
  readonly place?: ConformancePlace;
  /** Its name. */
  readonly requester?: string;
  readonly issue?: string;
}

/** A chat as the backend itself holds it. */
export interface ProbedChat {
  readonly status: ChatStatus;
  readonly companyId: string;
  readonly queueId?: string;
  readonly assigneeId?: string;
  readonly participants: readonly { readonly id: string; readonly mode: JoinMode }[];
  /** The open request for assistance. */
  readonly assistId?: string;
}

type Maybe<T> = T | Promise<T>;

/**
 * Looks behind the adapter and acts as everybody else, in the backend's own way and never through the adapter. What
 * is done has happened at the backend when a method resolves. A method that a backend cannot offer stays away: the
 * tests that need it are skipped, and listed as such.
 */
export interface ConformanceBackend {
  readonly people: Readonly<Record<Person, Named>>;
  readonly places: ConformancePlaces;

  /** A customer opens a chat, which waits; resolves with its id. */
  openChat(request: ConformanceRequest): Maybe<string>;
  /** The chat's customer writes. */
  write(chatId: string, text: string): Maybe<void>;
  /** The chat's customer ends it. */
  endChat(chatId: string): Maybe<void>;
  chat(chatId: string): Maybe<ProbedChat>;
  /** Acts as this person, in another client than any adapter. Rejects where the backend refuses. */
  perform(person: Person, command: ChatCommand): Maybe<void>;

  /** So many chats at once, waiting in `queue`. */
  openChats?(count: number): Maybe<void>;
  /** So many changes at once: each a message of a customer. */
  writeMany?(chatIds: readonly string[]): Maybe<void>;
  /** Sets an agent's own status. */
  setAgent?(
    person: Person,
    status: { readonly availability: AgentAvailability; readonly capacity?: number },
  ): Maybe<void>;
  setRoles?(person: Person, roles: readonly Role[]): Maybe<void>;
  /** Breaks every open watch, as a network does; new ones work. */
  cut?(): Maybe<void>;
  /** While false, watches break and calls fail as if the backend were down. */
  setReachable?(reachable: boolean): Maybe<void>;
  /** Ends the person's sign-in. */
  signOut?(person: Person): Maybe<void>;
  /** In place of `person`, who is signed in at the adapter, `instead` signs in. */
  signInInstead?(person: Person, instead: Person): Maybe<void>;
  /** The next such call fails at the backend before it does anything, once. */
  failNext?(call: 'listQueues' | 'perform'): Maybe<void>;
  /** The next command is performed, and its answer never comes. */
  loseAnswer?(): Maybe<void>;
  /**
   * How many requests of adapters have come so far that ask for something to be done, or for the queues. What a watch
   * reads is none of them, nor what a command reads before and after its write.
   */
  requests?(): Maybe<number>;
  /** How many watches of adapters are open. */
  watches?(): Maybe<number>;
  /** All Report_Events that are kept. */
  reports?(): Maybe<readonly ReportEvent[]>;
  /** Makes all cursors given so far too old. */
  forget?(): Maybe<void>;
  /** The backend's clock, epoch milliseconds. */
  now?(): Maybe<number>;
  /** Puts the backend's clock forward by so many milliseconds; transfers that expire by then have expired. */
  advance?(ms: number): Maybe<void>;
  /** A command that the backend refuses with a code of its own, `backendCode`. */
  numberedRefusal?(): Maybe<{
    readonly person: Person;
    readonly command: ChatCommand;
    readonly backendCode: string;
  }>;
}

/** The methods that a backend may lack. */
export type ProbeMethod = {
  [K in keyof ConformanceBackend]-?: undefined extends ConformanceBackend[K] ? K : never;
}[keyof ConformanceBackend];

export const probeMethods: readonly ProbeMethod[] = [
  'openChats',
  'writeMany',
  'setAgent',
  'setRoles',
  'cut',
  'setReachable',
  'signOut',
  'signInInstead',
  'failNext',
  'loseAnswer',
  'requests',
  'watches',
  'reports',
  'forget',
  'now',
  'advance',
  'numberedRefusal',
];

/** A backend of its own, with nobody's chats in it. */
export interface ConformanceWorld {
  /** A new adapter, with this person signed in. */
  adapter(person: Person): ChatAdapter;
  readonly backend: ConformanceBackend;
  close(): Maybe<void>;
}

/** Called anew for each test: what happens in one world is never seen in another. */
export type WorldFactory = () => Promise<ConformanceWorld>;
