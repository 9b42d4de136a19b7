import type { Notice } from 'chat-monitor-elements/contract';
import { showToast } from './toasts.js';

/** Shows what happened to the viewer's own chats, whatever part of the page is in view. */
export function followNotices(): void {
  document.body.addEventListener('chat-notice', ({ detail }) => showToast(noticeText(detail)));
}

function noticeText({ type, requester = 'a customer', by, to, note }: Notice): string {
  const actor = by?.name ?? 'Somebody';
  const reason = note === undefined ? '' : ` “${note}”`;
  switch (type) {
    case 'moved-away':
      return `${actor} moved your chat with ${requester}${to === undefined ? '' : ` to ${to.name}`}.${reason}`;
    case 'transferred-to-you':
      return `${actor} transferred the chat with ${requester} to you.${reason}`;
    case 'assigned-to-you':
      return `The chat with ${requester} is now yours.${reason}`;
    case 'declined':
      return `${actor} declined your transfer of the chat with ${requester}.${reason}`;
    case 'transfer-expired':
      return `Nobody accepted the chat with ${requester} in time; it went back.`;
  }
}
