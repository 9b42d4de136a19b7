import type { StoredReport } from '../../src/monitor/index.js';

/** What a store keeps of a release, but for what the test says. */
export function aStoredReport(id: string, more: Partial<StoredReport> = {}): StoredReport {
  return {
    event: {
      id,
      command: 'release',
      chatId: 'c1',
      actor: { id: 'sue', name: 'Sue' },
      outcome: 'done',
      startedAt: 0,
      form: {
        event: 'Release chat',
        eventId: 10003,
        eventStatus: 'Complete',
        company: 'Acme',
        userId: 'sue',
        start: 0,
        count: 1,
        sessionId: 'c1',
        createDate: 0,
      },
    },
    delivery: 'waiting',
    attempts: 0,
    page: 'p1',
    ...more,
  };
}
