import type { Chat } from '../../src/contract/index.js';

/** A pending chat, but for what the test says. */
export function aChat(more: Partial<Chat> = {}): Chat {
  return {
    id: 'c1',
    assignmentVersion: 'v1',
    status: 'pending',
    requester: { id: 'r1', name: 'Rita' },
    issue: 'No VPN',
    company: { id: 'acme', name: 'Acme' },
    participants: [],
    openedAt: 0,
    waitingSince: 0,
    allowed: {},
    ...more,
  };
}
