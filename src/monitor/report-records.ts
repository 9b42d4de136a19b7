import type {
  Chat,
  ChatError,
  CommandType,
  OnChatCommand,
  ReportDefinition,
  ReportEvent,
  ReportFilterSource,
  ReportMapping,
  ReportOutcome,
  ReportParty,
  Viewer,
} from '../contract/index.js';
import type { OutcomeFilters } from './ports.js';

const filterNames = ['filter1', 'filter2', 'filter3'] as const;

type Filters<T> = Partial<Record<(typeof filterNames)[number], T>>;

/** Used where an installation names no definition of its own; transfer, assign and release are always recorded. */
const defaultDefinitions: ReportMapping = {
  transfer: { eventId: 10001, event: 'Transfer chat', filter1: 'from', filter2: 'to', filter3: 'outcome' },
  assign: { eventId: 10002, event: 'Assign chat', filter1: 'queue', filter2: 'to', filter3: 'outcome' },
  release: { eventId: 10003, event: 'Release chat', filter1: 'from', filter2: 'to', filter3: 'outcome' },
};

/** How a command is recorded, or undefined where it is not. */
export function definitionOf(command: CommandType, mapping: ReportMapping): ReportDefinition | undefined {
  return mapping[command] ?? defaultDefinitions[command];
}

export interface RecordSource {
  readonly id: string;
  readonly command: OnChatCommand;
  readonly definition: ReportDefinition;
  /** As the user saw it. */
  readonly chat: Chat;
  readonly viewer: Viewer;
  /** Where the chat goes, by name. */
  readonly to?: ReportParty;
  /** Epoch ms on the backend's clock. */
  readonly at: number;
}

/** The record as it is written before its command is sent. */
export function openRecord({ id, command, definition, chat, viewer, to, at }: RecordSource): ReportEvent {
  const from = originOf(chat);
  const target = to ?? (command.type === 'release' && chat.queue ? { type: 'queue', ...chat.queue } : undefined);
  const event: ReportEvent = {
    id,
    command: command.type,
    chatId: chat.id,
    actor: { id: viewer.id, name: viewer.name },
    ...(from && { from }),
    ...(target && { to: target }),
    ...(command.note !== undefined && { note: command.note }),
    outcome: 'performing',
    startedAt: at,
    form: {
      event: definition.event,
      eventId: definition.eventId,
      eventStatus: 'Open',
      company: chat.company.name,
      userId: viewer.id,
      start: at,
      count: 1,
      sessionId: chat.id,
      createDate: at,
    },
  };
  return { ...event, form: { ...event.form, ...filtersOf(event, definition, chat) } };
}

/** Which filters of the form are filled once the outcome is known, and with what. */
export function outcomeFilters(definition: ReportDefinition): OutcomeFilters {
  const filters: Filters<'outcome' | 'error'> = {};
  for (const name of filterNames) {
    const source = definition[name];
    if (source === 'outcome' || source === 'error') filters[name] = source;
  }
  return filters;
}

/** What became of a command. */
export interface RecordResult {
  readonly outcome: Exclude<ReportOutcome, 'performing'>;
  /** Epoch ms on the backend's clock. */
  readonly at: number;
  readonly error?: Pick<ChatError, 'code' | 'backendCode'>;
}

/** The record once it is known what became of the command. */
export function closeRecord(
  event: ReportEvent,
  filters: OutcomeFilters,
  { outcome, at, error }: RecordResult,
): ReportEvent {
  const end = Math.max(at, event.startedAt);
  const form = {
    ...event.form,
    eventStatus: 'Complete' as const,
    end,
    duration: Math.floor((end - event.form.start) / 1000),
  };
  for (const name of filterNames) {
    if (filters[name] === 'outcome') form[name] = outcome;
    else if (filters[name] === 'error' && error !== undefined) form[name] = error.code;
  }
  return {
    ...event,
    outcome,
    endedAt: end,
    ...(error && { errorCode: error.code }),
    ...(error?.backendCode !== undefined && { backendErrorCode: error.backendCode }),
    form,
  };
}

function originOf(chat: Chat): ReportParty | undefined {
  if (chat.assignee !== undefined) return { type: 'agent', id: chat.assignee.id, name: chat.assignee.name };
  if (chat.queue !== undefined) return { type: 'queue', id: chat.queue.id, name: chat.queue.name };
  return undefined;
}

function filtersOf(event: ReportEvent, definition: ReportDefinition, chat: Chat): Filters<string> {
  const values: Readonly<Partial<Record<ReportFilterSource, string | undefined>>> = {
    from: event.from?.name,
    to: event.to?.name,
    queue: chat.queue?.name,
    requester: chat.requester.name,
    note: event.note,
    outcome: event.outcome,
  };
  const filters: Filters<string> = {};
  for (const name of filterNames) {
    const source = definition[name];
    const text = source && values[source];
    if (text !== undefined) filters[name] = text;
  }
  return filters;
}
