import { inlineName as name } from '../inline-name.js';

/** Texts about what can be done with one chat: menu, confirmation, and what is in the way. */
export const offerTexts = {
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
};
