// @ts-check

/**
 * What your backend calls a conversation, a team and a person, as the monitor's records.
 *
 * @import { Chat, Session, SupportQueue } from 'chat-monitor-elements/contract'
 *
 * @typedef {object} DeskConversation
 * @property {string} id
 * @property {'open' | 'handled' | 'done'} state
 * @property {string} subject
 * @property {{ id: string, name: string }} customer
 * @property {{ id: string, name: string }} company
 * @property {{ id: string, name: string } | null} team
 * @property {{ id: string, name: string } | null} agent
 * @property {number} created Epoch milliseconds.
 * @property {number} waitingFrom Since when nobody has it.
 * @property {number | null} takenAt
 * @property {number} messages
 */

/** @param {DeskConversation} conversation @returns {Chat} */
export function chatOf({
  id,
  state,
  subject,
  customer,
  company,
  team,
  agent,
  created,
  waitingFrom,
  takenAt,
  messages,
}) {
  return {
    id,
    // Changes with assignee, queue and status, and with nothing else (A8).
    assignmentVersion: [agent?.id, team?.id, state].join('/'),
    status: agent ? 'assigned' : 'pending',
    requester: customer,
    issue: subject,
    company,
    ...(team && { queue: team }),
    // Exactly when it is assigned (D2).
    ...(agent ? { assignee: agent } : { waitingSince: waitingFrom }),
    participants: [],
    openedAt: created,
    ...(agent && takenAt !== null && { handledSince: takenAt }),
    messageCount: messages,
    // What this viewer may do with it: nothing yet (A1).
    allowed: {},
  };
}

/**
 * @param {{ id: string, name: string, company: { id: string, name: string } }} team
 * @returns {SupportQueue}
 */
export function queueOf({ id, name, company }) {
  return { id, name, company };
}

/**
 * @param {{ id: string, name: string, supervisor: boolean, companies: { id: string, name: string }[] }} me
 * @param {number} at The backend's clock, epoch milliseconds.
 * @returns {Session}
 */
export function sessionOf({ id, name, supervisor, companies }, at) {
  return {
    viewer: { id, name, roles: [supervisor ? 'supervisor' : 'agent'] },
    settings: { queueAssignment: false, companies },
    capabilities: {
      // What is not named is not possible, and is not offered on the screen (S5).
      operations: {},
      guarantees: {
        precondition: 'none',
        idempotency: 'none',
        resume: 'snapshot',
        report: 'at-least-once',
        audit: 'adapter',
      },
      guaranteeReasons: {
        precondition: 'This adapter reads only.',
        idempotency: 'This adapter reads only.',
        resume: 'The desk has no list of changes.',
        report: 'This adapter reads only.',
      },
    },
    reports: {},
    at,
  };
}
