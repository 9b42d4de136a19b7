import type { ChatCommand, ChatError, ReportEvent, ReportFilterSource, ReportParty } from '../../contract/index.js';
import type { ChatRow } from './chat-row.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

/** The record that a backend writes by itself, or nothing where the command is not recorded. */
export function auditRecord(
  store: MemoryStore,
  user: MemoryUser,
  id: string,
  command: ChatCommand,
  row: ChatRow | undefined,
  error: ChatError | undefined,
): ReportEvent | undefined {
  const definition = store.reports[command.type];
  if (command.type === 'set-agent-status' || definition === undefined || row === undefined) return undefined;
  const at = store.now();
  const from = partyBefore(row);
  const to = 'to' in command ? targetOf(store, command.to) : undefined;
  const sources: Record<ReportFilterSource, string | undefined> = {
    from: from?.name,
    to: to?.name,
    queue: row.queue?.name,
    requester: row.requester.name,
    note: command.note,
    outcome: error === undefined ? 'done' : 'refused',
    error: error?.code,
  };
  const filled = (source: ReportFilterSource | undefined): string | undefined =>
    source === undefined ? undefined : sources[source];
  return defined<ReportEvent>({
    id,
    command: command.type,
    chatId: command.chatId,
    actor: { id: user.id, name: user.name },
    from,
    to,
    note: command.note,
    outcome: error === undefined ? 'done' : 'refused',
    errorCode: error?.code,
    startedAt: at,
    endedAt: at,
    receivedAt: at,
    form: defined<ReportEvent['form']>({
      event: definition.event,
      eventId: definition.eventId,
      eventStatus: 'Complete',
      company: row.company.name,
      userId: user.id,
      start: at,
      end: at,
      duration: 0,
      count: 1,
      filter1: filled(definition.filter1),
      filter2: filled(definition.filter2),
      filter3: filled(definition.filter3),
      sessionId: command.chatId,
      createDate: at,
    }),
  });
}

function partyBefore(row: ChatRow): ReportParty | undefined {
  if (row.assignee !== undefined) return { type: 'agent', ...row.assignee };
  return row.queue === undefined ? undefined : { type: 'queue', ...row.queue };
}

function targetOf(store: MemoryStore, to: { readonly type: 'agent' | 'queue'; readonly id: string }): ReportParty {
  const name = to.type === 'agent' ? store.name(to.id).name : store.queues.get(to.id)?.name;
  return { type: to.type, id: to.id, name: name ?? to.id };
}

type Loose<T> = { [K in keyof T]: T[K] | undefined };

/** Without the fields that are `undefined`. */
function defined<T>(fields: Loose<T>): T {
  const kept = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as T;
}
