import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

/** Texts of assist flag, transcript and joined chats. */
export const chatTexts = {
  'assist.requested': (by: string, message: string | undefined) =>
    message === undefined
      ? `Assistance requested by ${name(by)}`
      : `Assistance requested by ${name(by)}: ${name(message)}`,
  'assist.claimed': (by: string) => `${name(by)} takes care of it`,
  'assist.clear': 'Clear assist request',
  'assist.raise': 'Need assistance',
  'assist.message': 'What do you need help with?',
  'assist.send': 'Ask for assistance',
  'assist.notify': 'Notify me about requests',
  'assist.notification.title': (by: string) => `${name(by)} needs assistance`,
  'assist.notification.body': (requester: string, message: string | undefined) =>
    message === undefined ? `Chat with ${name(requester)}` : `Chat with ${name(requester)}: ${name(message)}`,

  'transcript.label': (requester: string) => `Chat with ${name(requester)}`,
  'transcript.none': 'Choose a chat to read it here',
  'transcript.empty': 'No messages yet',
  'transcript.monitoring': 'Monitoring — read only',
  'transcript.gone': 'This chat is over, or not yours to see any more',
  'transcript.denied': 'You cannot read this chat',
  'transcript.failed': 'The messages could not be loaded',
  'transcript.kind.requester': 'Customer',
  'transcript.kind.agent': 'Support',
  'transcript.kind.system': 'System',
  'transcript.earlier': (count: number, n: Formats) =>
    n.plural(count, { one: 'Show # earlier message', other: 'Show # earlier messages' }),
  'transcript.new': (count: number, n: Formats) => n.plural(count, { one: '# new message', other: '# new messages' }),
  'transcript.all': 'Show all',
  'transcript.less': 'Show less',
  'transcript.write': 'Write a message',
  'transcript.send': 'Send',
  'transcript.sending': 'Sending…',
  'transcript.tooLong': (over: number, n: Formats) =>
    n.plural(over, { one: '# character too long', other: '# characters too long' }),
  'transcript.notSent': (reason: string) => `Not sent. ${reason}`,

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
  'myChats.expires': (time: string) => `goes back in ${time}`,
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
