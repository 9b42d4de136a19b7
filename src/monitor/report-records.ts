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
  return withFilters(event, definition, chat);
}

/** The record once it is known what became of the command. */
export function closeRecord(
  event: ReportEvent,
  definition: ReportDefinition,
  chat: Chat,
  result: { readonly outcome: Exclude<ReportOutcome, 'performing'>; readonly at: number; readonly error?: ChatError },
): ReportEvent {
  const { outcome, at, error } = result;
  const end = Math.max(at, event.startedAt);
  const closed: ReportEvent = {
    ...event,
    outcome,
    endedAt: end,
    ...(error && { errorCode: error.code }),
    ...(error?.backendCode !== undefined && { backendErrorCode: error.backendCode }),
    form: {
      ...event.form,
      eventStatus: 'Complete',
      end,
      duration: Math.floor((end - event.form.start) / 1000),
    },
  };
  return withFilters(closed, definition, chat);
}

function withFilters(event: ReportEvent, definition: ReportDefinition, chat: Chat): ReportEvent {
  const values: Readonly<Record<ReportFilterSource, string | undefined>> = {
    from: event.from?.name,
    to: event.to?.name,
    queue: chat.queue?.name,
    requester: chat.requester.name,
    note: event.note,
    outcome: event.outcome,
    error: event.errorCode,
  };
  const form = { ...event.form };
  for (const name of ['filter1', 'filter2', 'filter3'] as const) {
    const source = definition[name];
    const text = source && values[source];
    if (text === undefined) delete form[name];
    else form[name] = text;
  }
  return { ...event, form };
}

function originOf(chat: Chat): ReportParty | undefined {
  if (chat.assignee !== undefined) return { type: 'agent', id: chat.assignee.id, name: chat.assignee.name };
  if (chat.queue !== undefined) return { type: 'queue', id: chat.queue.id, name: chat.queue.name };
  return undefined;
}
