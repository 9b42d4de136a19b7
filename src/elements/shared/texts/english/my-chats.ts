import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

/** Texts of `my-chats`, with the notices. */
export const myChatsTexts = {
  'myChats.label': 'My chats',
  'myChats.empty': 'No chats yet',
  'myChats.empty.hint': 'Chats that you handle or join appear here.',
  'myChats.failed': 'Your chats could not be loaded',
  'myChats.role.transferred': 'Transferred to you',
  'myChats.role.assignee': 'Yours',
  'myChats.role.sent': (to: string) => `Waiting for ${name(to)}`,
  'myChats.role.participate': 'Participating',
  'myChats.role.monitor': 'Monitoring',
  'myChats.from': (from: string) => `From ${name(from)}`,
  'myChats.expires': (left: number, n: Formats) => `goes back in ${n.duration(left)}`,
  'myChats.unread': (count: number, n: Formats) => n.plural(count, { one: '# new', other: '# new' }),
  'myChats.accept': (requester: string) => `Accept the chat with ${name(requester)}`,
  'myChats.decline': (requester: string) => `Decline the chat with ${name(requester)}`,
  'myChats.notices': 'Notices',
  'myChats.dismiss': 'Dismiss',

  'notice.someone': 'a customer',
  'notice.moved-away': (requester: string, to: string | undefined, by: string | undefined) => {
    const where = to === undefined ? 'was taken back' : `was moved to ${name(to)}`;
    return `Your chat with ${name(requester)} ${where}${by === undefined ? '' : ` by ${name(by)}`}`;
  },
  'notice.transferred-to-you': (requester: string, by: string | undefined) =>
    by === undefined
      ? `The chat with ${name(requester)} was transferred to you`
      : `${name(by)} transferred the chat with ${name(requester)} to you`,
  'notice.assigned-to-you': (requester: string, by: string | undefined) =>
    by === undefined
      ? `The chat with ${name(requester)} was assigned to you`
      : `${name(by)} assigned the chat with ${name(requester)} to you`,
  'notice.declined': (requester: string, by: string | undefined) =>
    by === undefined
      ? `The chat with ${name(requester)} was declined and is back with you`
      : `${name(by)} declined the chat with ${name(requester)}; it is back with you`,
  'notice.transfer-expired': (requester: string, to: string | undefined) =>
    to === undefined
      ? `Nobody accepted the chat with ${name(requester)} in time; it went back`
      : `${name(to)} did not accept the chat with ${name(requester)} in time; it went back`,
};
