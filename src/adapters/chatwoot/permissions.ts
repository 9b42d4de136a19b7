import type { Allowed, Chat, ChatOperation, Permission } from '../../contract/index.js';
import { type ChatwootViewer, isSupervisor } from './viewer.js';

type Granted = Partial<Record<ChatOperation, Permission>>;
type Row = Omit<Chat, 'allowed'>;

/**
 * What the viewer may do with a chat now. Chatwoot itself lets everybody who sees a conversation do nearly everything;
 * these are the dashboard's own limits on top of that.
 */
export function allowedFor(viewer: ChatwootViewer, chat: Row): Allowed {
  if (chat.status !== 'pending' && chat.status !== 'assigned') return {};
  const granted: Granted = {};
  const mode = modeOf(chat, viewer.id);
  const isAssignee = chat.assignee?.id === viewer.id;
  if (isSupervisor(viewer)) {
    grantMoving(granted, chat);
    if (chat.assist) {
      granted['clear-assist'] = true;
      if (chat.assist.claimedBy?.id !== viewer.id) granted['claim-assist'] = true;
    }
    if (!isAssignee && mode === undefined) granted.participate = granted.monitor = true;
  }
  if (isAssignee) grantAssignee(granted, viewer, chat);
  else if (mode !== undefined) {
    granted['set-mode'] = granted.leave = granted['read-messages'] = true;
    if (mode === 'participate') granted['send-message'] = true;
  }
  return granted;
}

function grantMoving(granted: Granted, { status }: Row): void {
  if (status === 'pending') granted['assign-agent'] = granted['assign-queue'] = true;
  else granted['transfer-agent'] = granted['transfer-queue'] = granted.release = true;
}

function grantAssignee(granted: Granted, viewer: ChatwootViewer, chat: Row): void {
  grantMoving(granted, chat);
  granted.close = granted['read-messages'] = granted['send-message'] = true;
  if (chat.assist === undefined) granted['raise-assist'] = true;
  else if (chat.assist.by.id === viewer.id) granted['clear-assist'] = true;
}

function modeOf({ participants }: Row, viewerId: string): Chat['participants'][number]['mode'] | undefined {
  return participants.find(({ id }) => id === viewerId)?.mode;
}
