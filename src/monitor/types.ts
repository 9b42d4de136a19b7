import type {
  Agent,
  Chat,
  ChatCommand,
  ChatError,
  JoinMode,
  Message,
  Named,
  Notice,
  Permission,
  ReportEvent,
  ReportOutcome,
} from '../contract/index.js';

/**
 * - `connecting`: for the first time
 * - `live`: every watch delivers
 * - `stale`: what is shown is as of `since`; the monitor is trying to come back. With an `error` of the code
 *   `unauthenticated` the host is signing the viewer in again (the same goes for `connecting`)
 * - `offline`: no network, no backend, or an error that trying again does not mend (see `error`)
 * - `signed-out`: the backend does not know the viewer any more
 */
export type ConnectionStatus = 'connecting' | 'live' | 'stale' | 'offline' | 'signed-out';

export interface ConnectionState {
  readonly status: ConnectionStatus;
  /** When it went live or began to connect; in any other status the last moment that the view was right. Backend clock. */
  readonly since: number;
  readonly error?: ChatError;
  /** When the next try is due, browser clock. */
  readonly retryAt?: number;
}

/**
 * Signs the viewer in again, by whatever means the host has. Resolves with true once a new connection will be accepted,
 * and with false, or rejects, where nobody signs in. Nobody waits for it any more when `signal` aborts: after 60 s, or
 * because the page was put away or the viewer tried again.
 */
export type RenewSignIn = (options: { readonly signal: AbortSignal }) => Promise<boolean>;

/**
 * Of one watched list.
 * - `idle`: nobody needs it
 * - `loading`: not complete yet
 * - `ready`: complete, though perhaps stale: see the connection
 * - `failed`: this list cannot be had (see `error`), for instance `forbidden`
 */
export type ListPhase = 'idle' | 'loading' | 'ready' | 'failed';

export interface ListState {
  readonly phase: ListPhase;
  readonly error?: ChatError;
}

/** The lists that a monitor keeps while somebody needs them. */
export type ListName = 'floor' | 'mine' | 'agents' | 'notices';

/** Which companies and queues the floor shows; absent means all. An empty list means none chosen. */
export interface Scope {
  readonly companies?: readonly string[];
  readonly queues?: readonly (string | null)[];
}

/** What the user can be offered for one chat. */
export type OfferName =
  | 'assign'
  | 'participate'
  | 'monitor'
  | 'transfer'
  | 'release'
  | 'open'
  | 'leave'
  | 'accept'
  | 'decline'
  | 'raise-assist'
  | 'clear-assist'
  | 'claim-assist'
  | 'close';

/** One entry of a chat's menu: possible, or visible with the reason why not now. */
export interface Offer {
  readonly name: OfferName;
  readonly permission: Permission | { readonly reason: MonitorRefusal };
}

/** Reasons that the monitor itself has for not acting now. */
export type MonitorRefusal = 'offline' | 'stale' | 'signed-out' | 'in-progress' | 'gone';

/** How much time a clock has, and had. */
export type SlaLevel = 'ok' | 'warning' | 'breach';

export interface SlaClock {
  /** Milliseconds. */
  readonly elapsed: number;
  readonly level: SlaLevel;
  /** Epoch ms at which the clock is breached; absent where nothing limits it. */
  readonly breachAt?: number;
  /** Runs on; otherwise it stopped and `elapsed` is final. */
  readonly running: boolean;
}

export interface ChatSla {
  readonly queue?: SlaClock;
  readonly session?: SlaClock;
  /** The worse of the two. */
  readonly level: SlaLevel;
}

/** Why the circle shows. */
export interface Attention {
  /** Chats in scope with an open assist request. */
  readonly assists: number;
  /** Chats in scope with a breached SLA clock. */
  readonly breaches: number;
  /** Chats with either. */
  readonly count: number;
}

/** The tiles, of the chats in scope. */
export interface Metrics {
  readonly open: number;
  readonly assigned: number;
  readonly inQueue: number;
  /** Mean waiting time of the chats now in queue, milliseconds; absent when the queue is empty. */
  readonly averageQueueTime?: number;
}

/** What became of an action. */
export type ActionResult =
  | { readonly state: 'done'; readonly id: string; readonly chat?: Chat; readonly agent?: Agent }
  | {
      readonly state: 'failed';
      readonly id: string;
      readonly error: ChatError;
      readonly outcome: Exclude<ReportOutcome, 'performing' | 'done'>;
    };

export interface PerformActionOptions {
  /** The host does it instead of the adapter; it is recorded all the same. The backend's changes show what came of it. */
  readonly by?: Promise<unknown>;
}

/** A command on its way, as the row shows it. */
export interface PendingAction {
  readonly id: string;
  readonly command: ChatCommand;
  readonly startedAt: number;
}

/** How far a record is. */
export type ReportDelivery = 'waiting' | 'delivered' | 'refused';

export interface ReportEntry {
  readonly event: ReportEvent;
  readonly delivery: ReportDelivery;
  readonly attempts: number;
  /** Why it was refused, or why the last try failed. */
  readonly reason?: string;
}

/** A record that the guard set aside, another thing wrong with the adapter's data, or a record that is not saved. */
export interface MonitorFault {
  /**
   * The kind of record, or the operation; `report-store` where Report_Events cannot be saved in this browser, or read;
   * `counts` where the chats cannot be counted.
   */
  readonly what: string;
  readonly id?: string;
  readonly path?: string;
  readonly message: string;
  readonly rule?: string;
}

/** One chat's messages while somebody reads them. */
export interface TranscriptState extends ListState {
  readonly chatId: string;
  /** Oldest first. */
  readonly messages: readonly Message[];
  /** How the viewer is in this chat; absent for its assignee and for somebody who is not in it. */
  readonly mode?: JoinMode;
  readonly canSend: boolean;
}

/** What happens beyond state; each is told once. */
export interface MonitorEvents {
  'assist-requested': { readonly chat: Chat; readonly assistId: string; readonly by: Named; readonly message?: string };
  'assist-cleared': { readonly chatId: string; readonly assistId: string };
  'attention-change': Attention;
  'chat-notice': Notice;
  'report-event': ReportEntry;
  'chat-connection-change': ConnectionState;
  /** The backend's data was wrong, or a record or the last seen view could not be kept. */
  fault: MonitorFault;
}

export type MonitorEventName = keyof MonitorEvents;
