import type { Allowed, Chat, ChatOperation, JoinMode, Permission } from '../../contract/index.js';
import type { SignedIn } from './rights.js';

/** What the rules look at beside the chat's record. */
export interface Standing {
  readonly signedIn: SignedIn;
  /** The viewer's own place among the participants. */
  readonly mode: JoinMode | undefined;
  /** The server's routing lets chats go back to their queue. */
  readonly canReturn: boolean;
  readonly isOnHold: boolean;
}

type Granted = Partial<Record<ChatOperation, Permission>>;

/** What the viewer may do with one chat, as the server's own checks would decide. */
export function allowedFor(chat: Pick<Chat, 'status' | 'assignee' | 'assist'>, standing: Standing): Allowed {
  const { signedIn, mode } = standing;
  if (chat.status === 'closed') return {};
  const granted: Granted = {};
  const oversees = isSupervisor(signedIn);
  const handles = chat.assignee?.id === signedIn.viewer.id;
  if (oversees || handles) {
    grantMoving(granted, chat, standing);
    grantClosing(granted, signedIn, handles);
    grantAssist(granted, chat, signedIn, handles);
  }
  if (oversees && !handles && mode === undefined && signedIn.has('view-l-room')) {
    if (chat.status === 'assigned') granted.participate = true;
    granted.monitor = true;
  }
  if (mode === 'monitor') {
    granted['set-mode'] = true;
    granted.leave = true;
  }
  if (handles || mode !== undefined) granted['read-messages'] = true;
  if (handles || mode === 'participate') granted['send-message'] = true;
  return granted;
}

export function isSupervisor({ viewer }: SignedIn): boolean {
  return viewer.roles.includes('supervisor');
}

function grantMoving(granted: Granted, { status }: Pick<Chat, 'status'>, standing: Standing): void {
  const { signedIn, canReturn, isOnHold } = standing;
  if (status === 'pending') {
    if (signedIn.has('view-l-room')) granted['assign-agent'] = true;
    if (signedIn.has('transfer-livechat-guest')) granted['assign-queue'] = true;
    return;
  }
  if (signedIn.has('transfer-livechat-guest')) granted['transfer-agent'] = granted['transfer-queue'] = true;
  // The server returns no chat that is on hold.
  if (canReturn && !isOnHold && signedIn.has('view-l-room')) granted.release = true;
}

function grantClosing(granted: Granted, signedIn: SignedIn, handles: boolean): void {
  if (signedIn.has(handles ? 'close-livechat-room' : 'close-others-livechat-room')) granted.close = true;
}

function grantAssist(
  granted: Granted,
  { status, assist }: Pick<Chat, 'status' | 'assist'>,
  signedIn: SignedIn,
  handles: boolean,
): void {
  if (!handles && !signedIn.has('save-others-livechat-room-info')) return;
  if (assist === undefined) {
    if (handles && status === 'assigned') granted['raise-assist'] = true;
    return;
  }
  granted['clear-assist'] = true;
  if (isSupervisor(signedIn) && assist.claimedBy?.id !== signedIn.viewer.id) granted['claim-assist'] = true;
}
