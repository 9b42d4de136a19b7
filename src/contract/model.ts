/**
 * The records that travel between a chat backend and the monitor.
 *
 * Every time is a number in epoch milliseconds on the backend's clock. Every text is plain text, never markup.
 * Records are values: the guard freezes them, and a change is a new record.
 */

/** A person or thing that is shown by name. `id` is the backend's own, opaque to us. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** What a user may be; one user can be several. */
export type Role = 'supervisor' | 'agent' | 'admin';

/**
 * - `pending`: waits in a queue, nobody is assigned
 * - `assigned`: has one assignee
 * - `transferred`: assigned to somebody who has not accepted yet
 * - `closed`: over; a closed chat leaves every watched query
 */
export type ChatStatus = 'pending' | 'assigned' | 'transferred' | 'closed';

/** The two ways to join a chat: taking part in it, or reading it only. */
export type JoinMode = 'participate' | 'monitor';

/** Somebody in the chat beside its assignee and its requester. */
export interface Participant extends Named {
  readonly mode: JoinMode;
}

/** An agent's open request for a supervisor's help with one chat ("Need assistance"). */
export interface Assist {
  /** Identifies this request: raised again after a clear, it has another id. */
  readonly id: string;
  readonly by: Named;
  readonly at: number;
  readonly message?: string;
  /** The supervisor who said "I take this one". */
  readonly claimedBy?: Named;
}

/** A transfer that its receiver has not accepted yet. */
export interface PendingTransfer {
  readonly from?: Named;
  readonly at: number;
  /** When the chat goes back by itself, where the backend does that. */
  readonly expiresAt?: number;
  readonly note?: string;
}

/** Minutes after which a clock warns and is breached. */
export interface SlaThreshold {
  /** Minutes. */
  readonly warning?: number;
  /** Minutes. */
  readonly breach?: number;
}

/** The two clocks of a chat: waiting in a queue, and being handled. */
export interface SlaPolicy {
  readonly queue?: SlaThreshold;
  readonly session?: SlaThreshold;
}

/**
 * What the backend lets the viewer do with one chat.
 * - `true`: offered
 * - a refusal: shown disabled, with the reason
 * - absent: not shown
 */
export type Permission = true | Refusal;

/** Why something is not possible now: a known code (translated), or else the backend's own words. */
export interface Refusal {
  readonly reason: RefusalReason;
  /** In the viewer's language; shown where `reason` is `other`. */
  readonly text?: string;
}

/**
 * Reasons that the elements have words for.
 * - `agent-role-required`: viewing or acting in a chat needs the agent role
 * - `not-accepted-yet`: the receiver of a transfer has not accepted
 * - `not-assignee`: only the assignee may
 * - `chat-closed`: the chat is over
 * - `other`: see the refusal's `text`
 */
export type RefusalReason = 'agent-role-required' | 'not-accepted-yet' | 'not-assignee' | 'chat-closed' | 'other';

/** One conversation between a requester and the support side. */
export interface Chat {
  readonly id: string;
  /** Grows with every change of the record, where the backend has such a number; an older upsert is ignored. */
  readonly version?: number;
  /** Changes with assignee, queue or status, and with nothing else; what `expected` in a command refers to. */
  readonly assignmentVersion: string;
  readonly status: ChatStatus;
  readonly requester: Named;
  /** What it is about, in one line. */
  readonly issue: string;
  readonly company: Named;
  /** Absent: the chat belongs to its company only. */
  readonly queue?: Named;
  /** Present exactly when `status` is `assigned` or `transferred`. */
  readonly assignee?: Named;
  readonly participants: readonly Participant[];
  readonly openedAt: number;
  /** Since when it waits; present exactly when `status` is `pending`. */
  readonly waitingSince?: number;
  /** Since when it is being handled. */
  readonly handledSince?: number;
  readonly transfer?: PendingTransfer;
  readonly assist?: Assist;
  /** Overrides the session's policy for this chat. */
  readonly sla?: SlaPolicy;
  readonly messageCount?: number;
  readonly lastMessageAt?: number;
  readonly allowed: Allowed;
}

/** Per operation of a chat, what the viewer may do with this one. */
export type Allowed = Readonly<Partial<Record<ChatOperation, Permission>>>;

/** Operations on one chat, by the names that capabilities and rows use for them. */
export const chatOperations = [
  'assign-agent',
  'assign-queue',
  'transfer-agent',
  'transfer-queue',
  'release',
  'participate',
  'monitor',
  'set-mode',
  'leave',
  'accept',
  'decline',
  'raise-assist',
  'clear-assist',
  'claim-assist',
  'close',
  'read-messages',
  'send-message',
] as const;

export type ChatOperation = (typeof chatOperations)[number];

export type AgentAvailability = 'available' | 'unavailable';

/** Somebody who answers chats. */
export interface Agent extends Named {
  readonly version?: number;
  readonly availability: AgentAvailability;
  /** The free-text status behind the availability ("Ready", "Lunch"), per company and language. */
  readonly statusCode?: string;
  readonly statusSince?: number;
  /** How many chats the agent takes at once; absent where there is no such number, and then the agent is never full. */
  readonly capacity?: number;
  /** How many chats are assigned to the agent now; a transfer may exceed `capacity`. */
  readonly load: number;
  readonly queues: readonly Named[];
}

/** Where chats of one company wait. */
export interface SupportQueue extends Named {
  readonly company: Named;
  /** The backend assigns by load instead of leaving chats waiting. */
  readonly autoAssign?: boolean;
}

/** Who wrote a message. */
export interface MessageAuthor extends Named {
  readonly kind: 'requester' | 'agent' | 'system';
}

/** One message of a chat. */
export interface Message {
  readonly id: string;
  readonly chatId: string;
  readonly author: MessageAuthor;
  readonly text: string;
  readonly at: number;
}

/** What a viewer writes into a chat. */
export interface MessageDraft {
  readonly chatId: string;
  readonly text: string;
}

/**
 * Something that happened to the viewer's own chats.
 * - `moved-away`: a chat of the viewer was transferred, assigned elsewhere or released by somebody else
 * - `transferred-to-you` / `assigned-to-you`
 * - `declined`: the receiver sent the viewer's transfer back
 * - `transfer-expired`: nobody accepted in time, and the chat went back
 */
export type NoticeType = 'moved-away' | 'transferred-to-you' | 'assigned-to-you' | 'declined' | 'transfer-expired';

export interface Notice {
  readonly id: string;
  readonly type: NoticeType;
  readonly chatId: string;
  /** The requester's name, so that the viewer knows which chat is meant even where it is out of reach now. */
  readonly requester?: string;
  readonly at: number;
  readonly by?: Named;
  /** Where the chat is now: an agent or a queue. */
  readonly to?: Named;
  readonly note?: string;
}
