import type { Formats } from '../formats.js';
import { inlineName as name } from '../inline-name.js';

function moved(by: string | undefined, how: string, where = ''): string {
  return by === undefined ? `Meanwhile this chat was ${how}${where}.` : `${name(by)} ${how} this chat${where}.`;
}

/** Texts about what can be done with one chat: menu, confirmation, refusals and failures. */
export const actionTexts = {
  'menu.label': (requester: string) => `Actions for the chat with ${name(requester)}`,
  'menu.empty': 'Nothing to do with this chat now',

  'offer.participate': 'Participate Chat',
  'offer.monitor': 'Monitor Chat',
  'offer.open': 'Open chat',
  'offer.accept': 'Accept',
  'offer.decline': 'Decline',
  'offer.assign': 'Assign to agent',
  'offer.transfer': 'Transfer chat',
  'offer.release': 'Release chat',
  'offer.raise-assist': 'Need assistance',
  'offer.claim-assist': 'I take this request',
  'offer.clear-assist': 'Clear assist request',
  'offer.leave': 'Leave chat',
  'offer.close': 'Close chat',

  'reason.agent-role-required': 'Needs the agent role',
  'reason.not-accepted-yet': 'Not accepted yet by its new agent',
  'reason.not-assignee': 'Only its agent can do this',
  'reason.chat-closed': 'The chat is over',
  'reason.offline': 'Not possible while offline',
  'reason.stale': 'Waiting for the connection',
  'reason.signed-out': 'You are signed out',
  'reason.in-progress': 'Another action is under way',
  'reason.gone': 'This chat is not on the floor any more',
  'reason.other': 'Not possible now',

  'release.title': 'Release this chat?',
  'release.body': (requester: string, queue: string | undefined) =>
    queue === undefined
      ? `The chat with ${name(requester)} will wait again, with no agent assigned.`
      : `The chat with ${name(requester)} will wait again in ${name(queue)}, with no agent assigned.`,
  'close.title': 'Close this chat?',
  'close.body': (requester: string) => `The chat with ${name(requester)} ends for both sides.`,

  'failure.dismiss': 'Dismiss',
  'failure.unauthenticated': 'You are signed out. Sign in and try again.',
  'failure.forbidden': 'You do not have permission to do this.',
  'failure.not-found': 'This chat is not on the floor any more.',
  'failure.unsupported': 'The chat service cannot do this.',
  'failure.invalid': (reason: string) => `The chat service refused: ${name(reason)}`,
  'failure.rate-limited': (wait: number | undefined, n: Formats) =>
    wait === undefined
      ? 'Too many actions at once. Wait a moment and try again.'
      : `Too many actions at once. Try again in ${n.plural(Math.ceil(wait / 1000), { one: '# second', other: '# seconds' })}.`,
  'failure.unavailable': 'The chat service cannot be reached. Nothing was changed; try again.',
  'failure.timeout': 'The chat service did not answer in time. Nothing was changed; try again.',
  'failure.protocol':
    'The chat service gave an answer that could not be understood. Look at the chat before you try again.',
  'failure.unknown': 'It could not be found out whether this happened. Look at the chat before you try again.',

  'conflict.transferred': (to: string, by: string | undefined) => moved(by, 'transferred', ` to ${name(to)}`),
  'conflict.assigned': (to: string, by: string | undefined) => moved(by, 'assigned', ` to ${name(to)}`),
  'conflict.taken': (by: string) => `${name(by)} took this chat.`,
  'conflict.pending': (queue: string | undefined, by: string | undefined) =>
    `${moved(by, 'released')} It is waiting${queue === undefined ? '' : ` in ${name(queue)}`} now.`,
  'conflict.closed': (by: string | undefined) => moved(by, 'closed'),
  'conflict.changed': (by: string | undefined) => moved(by, 'changed'),
};
