import type { CableEvent } from './cable.js';
import type { Floor } from './floor.js';
import type { Notices } from './notices.js';
import type { Staff } from './staff.js';
import type { Transcripts } from './transcripts.js';
import { idOf } from './wire.js';

/** Who is told of a push. */
export interface Listeners {
  readonly floor: Floor;
  readonly transcripts: Transcripts;
  readonly notices: Notices;
  readonly staff: Staff;
}

/** Events whose data is a whole conversation. Source: `action_cable_listener.rb` of Chatwoot. */
const ofConversations = new Set([
  'conversation.created',
  'conversation.updated',
  'conversation.status_changed',
  'conversation.contact_changed',
  'conversation.read',
  'assignee.changed',
  'team.changed',
]);

/** Tells those whom a push concerns; all others are of no interest to a dashboard. */
export function distribute(push: CableEvent, { floor, transcripts, notices, staff }: Listeners): void {
  const { event, data } = push;
  if (event === 'message.created' || event === 'message.updated') {
    const chatId = idOf(data['conversation_id']);
    floor.learnMessage(chatId, data);
    transcripts.learn(chatId, data);
  } else if (ofConversations.has(event)) {
    notices.learn(push);
    floor.learn(data);
    if (event === 'assignee.changed' || event === 'conversation.status_changed') staff.refreshSoon();
  }
}
