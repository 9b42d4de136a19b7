import {
  ChatError,
  type CallOptions,
  type Chat,
  type Named,
  type Page,
  type ReportEvent,
  type ReportMapping,
  type ReportParty,
  type ReportQuery,
} from '../../contract/index.js';
import type { RocketchatApi } from './api.js';
import type { Directory } from './directory.js';
import { fieldsOf, recordOf, textOf, timeOf, type Fields } from './fields.js';

/** What the server keeps of one transfer. */
type Transfer = Fields<
  'transferredBy' | 'transferredTo' | 'ts' | 'scope' | 'comment' | 'previousDepartment' | 'nextDepartment'
>;

/** Chats whose histories are read where no chat is asked for. */
const CHATS = 5;
/** Transfers per page, unless fewer are asked for. */
const PAGE = 50;

export interface HistoryContext {
  readonly api: RocketchatApi;
  readonly directory: Directory;
  readonly reports: ReportMapping;
  /** Ids of open chats, that were moved last first. */
  movedLast(options: CallOptions): Promise<readonly string[]>;
}

/**
 * The server's own history, as records: transfers and releases that happened. It keeps one for each chat; without a
 * chat, the histories of those few that were moved last are read, and nothing before them.
 */
export async function readTransfers(
  query: ReportQuery,
  context: HistoryContext,
  options: CallOptions,
): Promise<Page<ReportEvent>> {
  if (query.chatId !== undefined) return readChat(query.chatId, query, context, options);
  const ids = (await context.movedLast(options)).slice(0, CHATS);
  const pages = await Promise.all(ids.map((id) => readChat(id, query, context, options)));
  const items = pages.flatMap((page) => page.items).sort((a, b) => b.startedAt - a.startedAt);
  return { items: items.slice(0, query.limit) };
}

async function readChat(
  chatId: string,
  query: ReportQuery,
  context: HistoryContext,
  options: CallOptions,
): Promise<Page<ReportEvent>> {
  const offset = Number(query.after ?? 0);
  const count = Math.min(PAGE, Math.max(1, query.limit ?? PAGE));
  const { transfers, total } = await readPage(context.api, chatId, { offset, count }, options);
  const items = transfers
    .map((transfer) => eventOf(chatId, transfer, context))
    .filter((event) => isAskedFor(query, event));
  const end = offset + transfers.length;
  return transfers.length > 0 && end < total ? { items, next: String(end) } : { items };
}

/** Who brought a chat where it is now, where that was a transfer. */
export async function lastMover(api: RocketchatApi, chat: Chat, options: CallOptions): Promise<Named | undefined> {
  const { transfers } = await readPage(api, chat.id, { offset: 0, count: 1 }, options);
  const [{ transferredBy, transferredTo, nextDepartment } = {} as Transfer] = transfers;
  const ledHere =
    chat.assignee === undefined
      ? fieldsOf<'_id'>(nextDepartment)._id === chat.queue?.id
      : fieldsOf<'_id'>(transferredTo)._id === chat.assignee.id;
  return ledHere ? personOf(transferredBy) : undefined;
}

async function readPage(
  api: RocketchatApi,
  chatId: string,
  { offset, count }: { readonly offset: number; readonly count: number },
  options: CallOptions,
): Promise<{ transfers: readonly Transfer[]; total: number }> {
  const { history, total } = await api.call<'history' | 'total'>(['livechat', 'transfer.history', chatId], options, {
    query: { offset, count, sort: '{"ts":-1}' },
  });
  if (!Array.isArray(history)) throw new ChatError('protocol', 'Rocket.Chat: transfer.history has no history.');
  const transfers = (history as unknown[]).map((entry) => fieldsOf<keyof Transfer>(entry));
  return { transfers, total: typeof total === 'number' ? total : 0 };
}

function eventOf(chatId: string, transfer: Transfer, { directory, reports }: HistoryContext): ReportEvent {
  // A chat that went back to its queue has this scope; all others went from hand to hand, or by themselves.
  const command = transfer.scope === 'queue' ? 'release' : 'transfer';
  const at = timeOf(transfer.ts);
  const actor = personOf(transfer.transferredBy) ?? server;
  const previous = departmentOf(transfer.previousDepartment, directory);
  const to = agentParty(transfer.transferredTo) ?? departmentOf(transfer.nextDepartment, directory) ?? previous;
  const definition = reports[command] ?? defaults[command];
  return recordOf<ReportEvent>({
    id: `${chatId}/${String(at)}`,
    command,
    chatId,
    actor,
    from: previous,
    to,
    note: textOf(transfer.comment),
    outcome: 'done',
    errorCode: undefined,
    backendErrorCode: undefined,
    startedAt: at,
    endedAt: at,
    receivedAt: at,
    form: {
      event: definition.event,
      eventId: definition.eventId,
      eventStatus: 'Complete',
      company: directory.companyOf(previous?.id).name,
      userId: actor.id,
      start: at,
      end: at,
      duration: 0,
      count: 1,
      sessionId: chatId,
      createDate: at,
    },
  });
}

const defaults = {
  transfer: { eventId: 10001, event: 'Transfer chat' },
  release: { eventId: 10003, event: 'Release chat' },
} as const;

/** Chats that nobody answers the server moves by itself. */
const server: Named = { id: 'rocket.chat', name: 'Rocket.Chat' };

function personOf(value: unknown): Named | undefined {
  const { _id, name, username } = fieldsOf<'_id' | 'name' | 'username'>(value);
  const id = textOf(_id);
  return id === undefined ? undefined : { id, name: textOf(name) ?? textOf(username) ?? id };
}

function agentParty(value: unknown): ReportParty | undefined {
  const person = personOf(value);
  return person === undefined ? undefined : { type: 'agent', ...person };
}

/** The server gives an id, or an object with it. */
function departmentOf(value: unknown, directory: Directory): ReportParty | undefined {
  const id = textOf(value) ?? textOf(fieldsOf<'_id'>(value)._id);
  return id === undefined ? undefined : { type: 'queue', ...directory.queueNamed(id) };
}

function isAskedFor({ actorId, command, outcome, since, until }: ReportQuery, event: ReportEvent): boolean {
  return (
    (actorId === undefined || event.actor.id === actorId) &&
    (command === undefined || event.command === command) &&
    (outcome === undefined || event.outcome === outcome) &&
    (since === undefined || event.startedAt >= since) &&
    (until === undefined || event.startedAt < until)
  );
}
