import type {
  Allowed,
  Chat,
  ChatOperation,
  JoinMode,
  Permission,
  Refusal,
  Role,
  Viewer,
} from '../../contract/index.js';

/** What the rules look at of somebody. */
export type Somebody = Pick<Viewer, 'id' | 'roles'>;

/** What the rules look at of a chat. */
export type ChatState = Pick<Chat, 'status' | 'assignee' | 'participants' | 'assist'>;

const agentRoleRequired: Refusal = { reason: 'agent-role-required' };
const notAcceptedYet: Refusal = { reason: 'not-accepted-yet' };

/** What the rules look at beside the chat. */
export interface PermissionContext {
  readonly queueAssignment: boolean;
  /** Operations that the backend does not have at all. */
  readonly without: ReadonlySet<string>;
}

type Granted = Partial<Record<ChatOperation, Permission>>;

/** Whether the user is the chat's assignee, or the receiver of its transfer. */
export function isAssignee(row: Pick<ChatState, 'assignee'>, userId: string): boolean {
  return row.assignee?.id === userId;
}

/** Whether the user joined the chat. */
export function isParticipant(row: Pick<ChatState, 'participants'>, userId: string): boolean {
  return row.participants.some((participant) => participant.id === userId);
}

/** Whether the user has a view of all chats of the companies in scope. */
export function seesFloor(user: Somebody): boolean {
  return hasRole(user, 'supervisor') || hasRole(user, 'admin');
}

/** Whether the chat is one of the user's own. */
export function isMine(user: Pick<Somebody, 'id'>, row: Pick<ChatState, 'assignee' | 'participants'>): boolean {
  return isAssignee(row, user.id) || isParticipant(row, user.id);
}

export function hasRole(user: Somebody, role: Role): boolean {
  return user.roles.includes(role);
}

/** What one user may do with one chat now: the rule set of BMC Live Chat's dashboard. */
export function allowedFor(user: Somebody, row: ChatState, context: PermissionContext): Allowed {
  if (row.status === 'closed') return {};
  const granted: Granted = {};
  if (hasRole(user, 'supervisor')) grantSupervisor(granted, user, row, context);
  if (isAssignee(row, user.id)) {
    if (row.status === 'transferred') grantReceiver(granted);
    else grantAssignee(granted, user, row, context);
  } else if (isParticipant(row, user.id)) {
    grantParticipant(granted, modeOf(row, user.id));
  }
  for (const operation of context.without) Reflect.deleteProperty(granted, operation);
  return granted;
}

function grantSupervisor(granted: Granted, user: Somebody, row: ChatState, context: PermissionContext): void {
  if (row.status === 'pending') {
    granted['assign-agent'] = true;
    if (context.queueAssignment) granted['assign-queue'] = true;
  } else {
    grantMoving(granted, context);
  }
  const outside = !isAssignee(row, user.id) && !isParticipant(row, user.id);
  const mayEnter = hasRole(user, 'agent') ? true : agentRoleRequired;
  if (outside && row.status !== 'transferred') {
    granted.participate = mayEnter;
    granted.monitor = mayEnter;
  }
  if (outside && mayEnter !== true) granted['read-messages'] = mayEnter;
  if (row.assist !== undefined) {
    granted['clear-assist'] = true;
    if (row.assist.claimedBy?.id !== user.id) granted['claim-assist'] = true;
  }
}

function grantAssignee(granted: Granted, user: Somebody, row: ChatState, context: PermissionContext): void {
  grantMoving(granted, context);
  granted.close = true;
  granted['read-messages'] = true;
  granted['send-message'] = true;
  if (row.assist === undefined) granted['raise-assist'] = true;
  else if (row.assist.by.id === user.id) granted['clear-assist'] = true;
}

function grantReceiver(granted: Granted): void {
  granted.accept = true;
  granted.decline = true;
  granted['read-messages'] = true;
  granted['send-message'] = notAcceptedYet;
}

function grantParticipant(granted: Granted, mode: JoinMode): void {
  granted['set-mode'] = true;
  granted.leave = true;
  granted['read-messages'] = true;
  if (mode === 'participate') granted['send-message'] = true;
}

function grantMoving(granted: Granted, context: PermissionContext): void {
  granted['transfer-agent'] = true;
  if (context.queueAssignment) granted['transfer-queue'] = true;
  granted.release = true;
}

function modeOf(row: ChatState, userId: string): JoinMode {
  return row.participants.find((participant) => participant.id === userId)?.mode ?? 'monitor';
}

/**
 * Whether the chat's state is in the way of an operation, whoever asks for it: then somebody was faster. Otherwise it
 * is the user's role that is missing.
 */
export function stateForbids(operation: ChatOperation, row: ChatState, userId: string): boolean {
  const inside = isAssignee(row, userId) || isParticipant(row, userId);
  if (row.status === 'closed') return true;
  switch (operation) {
    case 'assign-agent':
    case 'assign-queue':
      return row.status !== 'pending';
    case 'transfer-agent':
    case 'transfer-queue':
    case 'release':
      return row.status === 'pending';
    case 'accept':
    case 'decline':
      return row.status !== 'transferred' || !isAssignee(row, userId);
    case 'participate':
    case 'monitor':
      return inside || row.status === 'transferred';
    case 'set-mode':
    case 'leave':
      return !inside;
    case 'raise-assist':
      return row.assist !== undefined;
    case 'clear-assist':
    case 'claim-assist':
      return row.assist === undefined;
    default:
      return false;
  }
}
