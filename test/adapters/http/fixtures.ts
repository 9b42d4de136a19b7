import type { Agent, Chat, Message, Notice, ReportEvent, Session, SupportQueue } from '../../../src/contract/index.js';

const company = { id: 'acme', name: 'Acme' };
const viewer = { id: 'u1', name: 'Ada Supervisor' };

export const session: Session = {
  viewer: { ...viewer, roles: ['supervisor', 'agent'] },
  settings: { queueAssignment: true, companies: [company] },
  capabilities: {
    operations: {
      'transfer-agent': 'native',
      'read-messages': 'native',
      'send-message': 'native',
      'set-agent-status': 'native',
      'watch-agents': 'native',
      'watch-notices': 'native',
      'watch-session': 'native',
      outcome: 'native',
      report: 'native',
      'read-report': 'native',
    },
    guarantees: {
      precondition: 'checked',
      idempotency: 'key',
      resume: 'cursor',
      report: 'exactly-once',
      audit: 'adapter',
    },
  },
  reports: {},
  at: 1,
};

export function chat(id: string, version = 1): Chat {
  return {
    id,
    version,
    assignmentVersion: 'a1',
    status: 'assigned',
    requester: { id: 'c1', name: 'Rita Requester' },
    issue: 'The printer prints in green only',
    company,
    assignee: { id: 'u2', name: 'Ben Agent' },
    participants: [],
    openedAt: 1,
    allowed: { 'transfer-agent': true },
  };
}

export const agent: Agent = {
  id: 'u2',
  name: 'Ben Agent',
  availability: 'available',
  capacity: 3,
  load: 1,
  queues: [{ id: 'q1', name: 'Hardware' }],
};

export const queue: SupportQueue = { id: 'q1', name: 'Hardware', company };

export const message: Message = {
  id: 'm1',
  chatId: 'chat/1',
  author: { id: 'u1', name: 'Ada Supervisor', kind: 'agent' },
  text: 'Hello',
  at: 1,
};

export const notice: Notice = { id: 'n1', type: 'moved-away', chatId: 'chat/1', at: 1 };

export function reportEvent(id: string): ReportEvent {
  return {
    id,
    command: 'transfer',
    chatId: 'chat/1',
    actor: viewer,
    outcome: 'done',
    startedAt: 1,
    endedAt: 2,
    form: {
      event: 'Chat Transferred',
      eventId: 10_001,
      eventStatus: 'Complete',
      company: 'Acme',
      userId: 'u1',
      start: 1,
      end: 2,
      duration: 0,
      count: 1,
      sessionId: 'chat/1',
      createDate: 1,
    },
  };
}
