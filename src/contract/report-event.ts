import type { CommandType } from './command.js';
import type { Named } from './model.js';
import type { ChatErrorCode } from './chat-error.js';

/**
 * What became of a recorded command.
 * - `performing`: written ahead, the answer is not there yet
 * - `done`, `refused` (by the backend), `failed` (did not reach it, or it broke down)
 * - `unknown`: whether it happened could not be found out
 */
export type ReportOutcome = 'performing' | 'done' | 'refused' | 'failed' | 'unknown';

/** An agent or a queue that a chat came from or went to. */
export interface ReportParty extends Named {
  readonly type: 'agent' | 'queue';
}

/**
 * The audit record of one command: a row of the form `ES_Chat:Report_Event` in `form`, and beside it what that form
 * has no field for. Its id is the command's idempotency key, so that a record sent twice is recognised.
 * Source: the form's definition in the documentation of BMC Live Chat.
 */
export interface ReportEvent {
  readonly id: string;
  readonly command: CommandType;
  readonly chatId: string;
  /** Who the client believes acted; a backend takes the actor from the signed-in session, never from here. */
  readonly actor: Named;
  readonly from?: ReportParty;
  readonly to?: ReportParty;
  readonly note?: string;
  readonly outcome: ReportOutcome;
  /** Why it did not happen. */
  readonly errorCode?: ChatErrorCode;
  /** The same in the backend's own numbers ("9093"). */
  readonly backendErrorCode?: string;
  /** When the user confirmed, on the backend's clock as the client knows it. */
  readonly startedAt: number;
  /** When the answer came. */
  readonly endedAt?: number;
  /** Added by the backend when it took the record. */
  readonly receivedAt?: number;
  readonly form: ReportForm;
}

/** The fields of `ES_Chat:Report_Event`. Times in epoch milliseconds. */
export interface ReportForm {
  readonly event: string;
  /** Looks up the definition; an installation's own start at 10000. */
  readonly eventId: number;
  readonly eventStatus: 'Open' | 'Complete';
  /** `Global` where there is a single tenant. */
  readonly company: string;
  readonly region?: string;
  readonly userId: string;
  readonly start: number;
  readonly end?: number;
  /** Whole seconds, `end - start`. */
  readonly duration?: number;
  readonly count: number;
  readonly filter1?: string;
  readonly filter2?: string;
  readonly filter3?: string;
  /** Correlates everything that happened to one chat. */
  readonly sessionId: string;
  readonly createDate: number;
}

/** What a filter field of the form is filled with. */
export type ReportFilterSource = 'from' | 'to' | 'queue' | 'requester' | 'note' | 'outcome' | 'error';

/** How one command is recorded in this installation. */
export interface ReportDefinition {
  readonly eventId: number;
  readonly event: string;
  readonly filter1?: ReportFilterSource;
  readonly filter2?: ReportFilterSource;
  readonly filter3?: ReportFilterSource;
}

/** By command; a command that is not named is recorded only if it is transfer, assign or release. */
export type ReportMapping = Readonly<Partial<Record<CommandType, ReportDefinition>>>;

/** What a backend says of the records it was sent; a record named in neither list is to be sent again. */
export interface ReportReceipt {
  /** Ids that are kept, now or already before. */
  readonly accepted: readonly string[];
  /** Records that will never be taken as they are. */
  readonly refused: readonly { readonly id: string; readonly code: string; readonly message?: string }[];
}

/** Which records to read, newest first. */
export interface ReportQuery {
  readonly chatId?: string;
  readonly actorId?: string;
  readonly command?: CommandType;
  readonly outcome?: ReportOutcome;
  /** Started at or after. */
  readonly since?: number;
  /** Started before. */
  readonly until?: number;
  /** At most this many; the backend may give fewer. */
  readonly limit?: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly next?: string;
}
