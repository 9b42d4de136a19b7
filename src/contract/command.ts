import type { AgentAvailability, Chat, ChatOperation, JoinMode } from './model.js';
import type { Operation } from './capabilities.js';

/** Where a chat goes. */
export type AssignTarget =
  { readonly type: 'agent'; readonly id: string } | { readonly type: 'queue'; readonly id: string };

interface OfChat {
  readonly chatId: string;
  /** The chat's `assignmentVersion` that the user saw when deciding. */
  readonly expected?: string;
  /** For whoever gets the chat, and for the record. */
  readonly note?: string;
}

export interface AssignCommand extends OfChat {
  readonly type: 'assign';
  readonly to: AssignTarget;
}
export interface TransferCommand extends OfChat {
  readonly type: 'transfer';
  readonly to: AssignTarget;
}
/** Back to its queue, with nobody assigned. */
export interface ReleaseCommand extends OfChat {
  readonly type: 'release';
}
export interface JoinCommand extends OfChat {
  readonly type: 'join';
  readonly mode: JoinMode;
}
export interface SetModeCommand extends OfChat {
  readonly type: 'set-mode';
  readonly mode: JoinMode;
}
export interface LeaveCommand extends OfChat {
  readonly type: 'leave';
}
export interface AcceptCommand extends OfChat {
  readonly type: 'accept';
}
export interface DeclineCommand extends OfChat {
  readonly type: 'decline';
}
export interface RaiseAssistCommand extends OfChat {
  readonly type: 'raise-assist';
  /** What the agent needs. */
  readonly message?: string;
}
export interface ClearAssistCommand extends OfChat {
  readonly type: 'clear-assist';
  /** Which request; another one, raised meanwhile, stays. */
  readonly assistId: string;
}
export interface ClaimAssistCommand extends OfChat {
  readonly type: 'claim-assist';
  readonly assistId: string;
}
export interface CloseCommand extends OfChat {
  readonly type: 'close';
}
/** The one command that is about an agent instead of a chat. */
export interface SetAgentStatusCommand {
  readonly type: 'set-agent-status';
  readonly agentId: string;
  readonly availability: AgentAvailability;
  readonly statusCode?: string;
  /** "Available for N" chats; only where `set-agent-capacity` is graded. */
  readonly capacity?: number;
}

/** Everything that can be asked of a backend. */
export type ChatCommand =
  | AssignCommand
  | TransferCommand
  | ReleaseCommand
  | JoinCommand
  | SetModeCommand
  | LeaveCommand
  | AcceptCommand
  | DeclineCommand
  | RaiseAssistCommand
  | ClearAssistCommand
  | ClaimAssistCommand
  | CloseCommand
  | SetAgentStatusCommand;

export type CommandType = ChatCommand['type'];

export const commandTypes = [
  'assign',
  'transfer',
  'release',
  'join',
  'set-mode',
  'leave',
  'accept',
  'decline',
  'raise-assist',
  'clear-assist',
  'claim-assist',
  'close',
  'set-agent-status',
] as const satisfies readonly CommandType[];

/** A command about one chat. */
export type OnChatCommand = Exclude<ChatCommand, SetAgentStatusCommand>;

/** The operation that a command needs, as named in `capabilities.operations` and in a chat's `allowed`. */
export function operationOf(command: SetAgentStatusCommand): 'set-agent-status' | 'set-agent-capacity';
export function operationOf(command: OnChatCommand): ChatOperation;
export function operationOf(command: ChatCommand): Operation;
export function operationOf(command: ChatCommand): Operation {
  switch (command.type) {
    case 'assign':
      return command.to.type === 'agent' ? 'assign-agent' : 'assign-queue';
    case 'transfer':
      return command.to.type === 'agent' ? 'transfer-agent' : 'transfer-queue';
    case 'join':
      return command.mode;
    case 'set-agent-status':
      return command.capacity === undefined ? command.type : 'set-agent-capacity';
    default:
      return command.type;
  }
}

/** What became of a command, asked for by its idempotency key. */
export type CommandOutcome =
  /** It happened; `chat` as it is now, where the viewer still sees it. */
  | { readonly state: 'done'; readonly at: number; readonly chat?: Chat }
  /** The backend refused it. */
  | { readonly state: 'refused'; readonly at: number; readonly code: string; readonly message?: string }
  /** The backend never saw it, and will not perform it any more under this key. */
  | { readonly state: 'not-performed' }
  /** The backend cannot say. */
  | { readonly state: 'unknown' };
