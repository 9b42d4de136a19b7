import type {
  AgentAvailability,
  Assist,
  ChatStatus,
  GuaranteeGrades,
  JoinMode,
  Named,
  Operation,
  ReportMapping,
  Role,
  Settings,
  SlaPolicy,
} from '../../contract/index.js';
import type { MemoryRuntime } from './runtime.js';

/** Somebody who can sign in. */
export interface MemoryUser extends Named {
  readonly roles: readonly Role[];
  /** Ids of the companies that the user sees; absent means all. */
  readonly companies?: readonly string[];
  /** For users with the agent role. */
  readonly agent?: {
    readonly availability?: AgentAvailability;
    readonly statusCode?: string;
    /** Chats at once; 3 by default, and null for as many as come. */
    readonly capacity?: number | null;
    /** Ids. */
    readonly queues?: readonly string[];
  };
}

export interface MemoryQueue extends Named {
  readonly companyId: string;
  readonly autoAssign?: boolean;
}

/** A chat as a seed or a customer opens it. Only `requester`, `issue` and `companyId` are needed. */
export interface MemoryChat {
  readonly id?: string;
  readonly requester: Named;
  readonly issue: string;
  readonly companyId: string;
  readonly queueId?: string;
  /** `assigned` where there is an assignee, else `pending`. */
  readonly status?: Exclude<ChatStatus, 'closed'>;
  readonly assigneeId?: string;
  readonly participants?: readonly { readonly userId: string; readonly mode: JoinMode }[];
  readonly openedAt?: number;
  readonly waitingSince?: number;
  readonly handledSince?: number;
  readonly assist?: Assist;
  readonly sla?: SlaPolicy;
}

/** Everything that a backend starts with. */
export interface MemorySeed {
  readonly users: readonly MemoryUser[];
  readonly companies: readonly Named[];
  readonly queues: readonly MemoryQueue[];
  readonly chats: readonly MemoryChat[];
  readonly settings?: Partial<Omit<Settings, 'companies'>>;
  /** Which commands are recorded; transfer, assign and release by default. */
  readonly reports?: ReportMapping;
}

export interface MemoryOptions extends Partial<MemoryRuntime> {
  /** Less than the best, to see what a monitor makes of it. */
  readonly guarantees?: Partial<GuaranteeGrades>;
  /** Operations that this backend does not have. */
  readonly without?: readonly Operation[];
  /** A transferred chat waits for its receiver's yes; true by default. */
  readonly transfersNeedAcceptance?: boolean;
  /** Milliseconds after which an unaccepted transfer goes back; never by default. */
  readonly transferTimeout?: number;
  /** Milliseconds between heartbeats of a quiet watch; 10 000 by default. */
  readonly heartbeat?: number;
  /** Records per batch of a snapshot; 500 by default. */
  readonly snapshotSize?: number;
  /** Changes kept for watches that come back with a cursor; 10 000 by default. */
  readonly logLimit?: number;
}
