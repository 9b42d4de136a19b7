import type {
  AssignTarget,
  OnChatCommand,
  ReportEvent,
  ReportFilterSource,
  ReportParty,
} from 'chat-monitor-elements/contract';
import type { Queryable } from '../database/database.js';
import type { ChatRecord } from './chat-record.js';
import type { Problem } from './problem.js';
import { keepReport } from './reports.js';
import { reportMapping } from './session.js';
import type { Actor } from './viewer.js';

export interface Recorded {
  readonly key: string;
  readonly actor: Actor;
  /** As it was before the command. */
  readonly chat: ChatRecord;
  readonly command: OnChatCommand;
  readonly refusal?: Problem;
  readonly now: number;
}

/** Writes the Report_Event of a command, where this server writes them and the mapping names the command. */
export async function writeReport(tx: Queryable, recorded: Recorded): Promise<void> {
  const { command, actor, refusal, chat, now } = recorded;
  const definition = reportMapping[command.type];
  if (!definition) return;
  const from = chat.assignee ? party('agent', chat.assignee) : chat.queue ? party('queue', chat.queue) : undefined;
  const to = await targetOf(tx, command, chat);
  const outcome = refusal ? 'refused' : 'done';
  const sources: Readonly<Record<ReportFilterSource, string | undefined>> = {
    from: from?.name,
    to: to?.name,
    queue: chat.queue?.name,
    requester: chat.requester.name,
    note: command.note,
    outcome,
    error: refusal?.code,
  };
  const filter = (source: ReportFilterSource | undefined): string | undefined => source && sources[source];
  const event: ReportEvent = {
    id: recorded.key,
    command: command.type,
    chatId: chat.id,
    actor: { id: actor.id, name: actor.name },
    ...(from && { from }),
    ...(to && { to }),
    ...(command.note !== undefined && { note: command.note }),
    outcome,
    ...(refusal && { errorCode: refusal.code }),
    ...(refusal?.details.backendCode !== undefined && { backendErrorCode: refusal.details.backendCode }),
    startedAt: now,
    endedAt: now,
    receivedAt: now,
    form: withFilters(
      {
        event: definition.event,
        eventId: definition.eventId,
        eventStatus: 'Complete',
        company: chat.company.name,
        userId: actor.id,
        start: now,
        end: now,
        duration: 0,
        count: 1,
        sessionId: chat.id,
        createDate: now,
      },
      [filter(definition.filter1), filter(definition.filter2), filter(definition.filter3)],
    ),
  };
  await keepReport(tx, actor, event);
}

function withFilters(form: ReportEvent['form'], filters: readonly (string | undefined)[]): ReportEvent['form'] {
  const [filter1, filter2, filter3] = filters;
  return {
    ...form,
    ...(filter1 !== undefined && { filter1 }),
    ...(filter2 !== undefined && { filter2 }),
    ...(filter3 !== undefined && { filter3 }),
  };
}

async function targetOf(tx: Queryable, command: OnChatCommand, chat: ChatRecord): Promise<ReportParty | undefined> {
  if (command.type === 'transfer' || command.type === 'assign') return targetParty(tx, command.to);
  return command.type === 'release' && chat.queue ? party('queue', chat.queue) : undefined;
}

function party(type: ReportParty['type'], { id, name }: { readonly id: string; readonly name: string }): ReportParty {
  return { type, id, name };
}

/** A refused command may name a target that does not exist: then its id stands for its name. */
async function targetParty(tx: Queryable, to: AssignTarget): Promise<ReportParty> {
  const table = to.type === 'agent' ? 'users' : 'queues';
  const [row] = await tx.query<{ name: string }>(`SELECT name FROM ${table} WHERE id = $1`, [to.id]);
  return { type: to.type, id: to.id, name: row?.name ?? to.id };
}
