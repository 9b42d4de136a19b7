import type { Chat, ReportEvent } from '../../src/contract/index.js';

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

/** A transfer that was done, but for what the test says. */
export function aReport({
  form,
  ...more
}: Partial<Omit<ReportEvent, 'form'>> & { form?: Partial<ReportEvent['form']> } = {}): ReportEvent {
  const { id = 'report-1', chatId = 'c1', startedAt = 0 } = more;
  return {
    id,
    command: 'transfer',
    chatId,
    actor: { id: 'sue', name: 'Sue Supervisor' },
    from: { type: 'agent', id: 'ann', name: 'Ann Agent' },
    to: { type: 'agent', id: 'bob', name: 'Bob Agent' },
    outcome: 'done',
    startedAt,
    endedAt: startedAt + 1500,
    ...more,
    form: {
      event: 'Transfer chat',
      eventId: 10_001,
      eventStatus: 'Complete',
      company: 'Acme',
      userId: 'sue',
      start: startedAt,
      end: startedAt + 1500,
      duration: 1,
      count: 1,
      sessionId: chatId,
      createDate: startedAt,
      ...form,
    },
  };
}
