import { operations, type Capabilities, type ReportMapping, type Session } from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';
import type { StoredSettings } from './settings.js';
import type { Actor } from './viewer.js';

/** Who writes Report_Events: the client through the protocol, or this server by itself. */
export type Audit = 'adapter' | 'backend';

/** How this installation numbers and fills its Report_Events; own ids start at 10000. */
export const reportMapping: ReportMapping = {
  transfer: { eventId: 10_001, event: 'Supervisor transfer', filter1: 'from', filter2: 'to', filter3: 'note' },
  assign: { eventId: 10_002, event: 'Supervisor assign', filter1: 'queue', filter2: 'to', filter3: 'note' },
  release: { eventId: 10_003, event: 'Supervisor release', filter1: 'from', filter2: 'queue', filter3: 'note' },
  join: { eventId: 10_004, event: 'Supervisor join', filter1: 'queue', filter2: 'requester' },
  'clear-assist': { eventId: 10_005, event: 'Assist cleared', filter1: 'queue', filter2: 'requester' },
};

function capabilities(audit: Audit): Capabilities {
  return {
    operations: {
      ...Object.fromEntries(operations.map((operation) => [operation, 'native'])),
      report: audit === 'adapter' ? 'native' : { grade: 'none', reason: 'The server writes the records by itself.' },
    },
    guarantees: { precondition: 'checked', idempotency: 'key', resume: 'cursor', report: 'exactly-once', audit },
  };
}

export async function renderSession(
  db: Queryable,
  actor: Actor,
  settings: StoredSettings,
  options: { readonly audit: Audit; readonly now: number },
): Promise<Session> {
  const companies = await db.query<{ id: string; name: string }>(
    'SELECT id, name FROM companies WHERE id = ANY($1::text[]) ORDER BY name',
    [actor.companies],
  );
  const { queueAssignment, sla, slaColors, agentStatuses, maxMessageLength } = settings;
  return {
    viewer: { id: actor.id, name: actor.name, roles: actor.roles },
    settings: { queueAssignment, sla, slaColors, companies, agentStatuses, maxMessageLength },
    capabilities: capabilities(options.audit),
    reports: reportMapping,
    at: options.now,
  };
}
