import type {
  Chat,
  JoinCommand,
  LeaveCommand,
  Named,
  OnChatCommand,
  SetModeCommand,
  SupportQueue,
  Viewer,
} from '../../contract/index.js';
import type { ChatField, ChatForm } from './forms.js';
import { isoTime } from './qualification.js';
import type { Values } from './values.js';

/** A command about the entry of the chat itself. */
type EntryCommand = Exclude<OnChatCommand, JoinCommand | SetModeCommand | LeaveCommand>;

type Changes = Partial<Record<ChatField, string | null>>;

/** What a command needs to know beside the chat. */
export interface ChangeContext {
  readonly form: ChatForm;
  readonly viewer: Viewer;
  /** The server's time, epoch ms. */
  readonly now: number;
  /** The command's idempotency key. */
  readonly key: string;
  /** Of a command to a queue. */
  readonly queue: SupportQueue | undefined;
  /** Of a command to an agent. */
  readonly receiver: Named | undefined;
}

const noTransfer: Changes = {
  transferFromId: null,
  transferFromName: null,
  transferAt: null,
  transferExpires: null,
  transferNote: null,
};

const noAssist: Changes = {
  assistId: null,
  assistById: null,
  assistByName: null,
  assistAt: null,
  assistMessage: null,
  assistClaimedById: null,
  assistClaimedByName: null,
};

/** The fields of the chat's entry that a command changes, by the installation's names. */
export function changesOf(command: EntryCommand, chat: Chat, context: ChangeContext): Values {
  return valuesOf(context.form, changesBy(command, chat, context));
}

function changesBy(command: EntryCommand, chat: Chat, context: ChangeContext): Changes {
  const { form, viewer, key, now } = context;
  switch (command.type) {
    case 'assign':
    case 'transfer':
      return context.queue === undefined ? giving(chat, command.note, context) : moving(context.queue, chat, context);
    case 'release':
      return waiting(context);
    case 'accept':
      return { ...noTransfer, status: form.statuses.assigned, handledSince: since(chat, now) };
    case 'decline':
      return declining(chat, context);
    case 'close':
      return { ...noTransfer, ...noAssist, status: form.statuses.closed, waitingSince: null };
    case 'raise-assist':
      return {
        ...noAssist,
        assistId: key,
        assistById: viewer.id,
        assistByName: viewer.name,
        assistAt: isoTime(now),
        assistMessage: command.message ?? null,
      };
    case 'clear-assist':
      return noAssist;
    case 'claim-assist':
      return { assistClaimedById: viewer.id, assistClaimedByName: viewer.name };
  }
}

/** To an agent, who has to accept what somebody else was handling, where this installation knows that. */
function giving(chat: Chat, note: string | undefined, { form, viewer, now, receiver }: ChangeContext): Changes {
  const from = chat.transfer === undefined ? chat.assignee : chat.transfer.from;
  const { transferred, assigned } = form.statuses;
  const isOffered = chat.status !== 'pending' && receiver?.id !== viewer.id && receiver?.id !== from?.id;
  const offered = isOffered ? transferred : undefined;
  return {
    ...noTransfer,
    status: offered ?? assigned,
    assigneeId: receiver?.id ?? null,
    assigneeName: receiver?.name ?? null,
    waitingSince: null,
    handledSince: since(chat, now),
    ...(offered !== undefined && {
      transferFromId: from?.id ?? null,
      transferFromName: from?.name ?? null,
      transferAt: isoTime(now),
      transferNote: note ?? null,
    }),
  };
}

function moving({ id, name, company }: SupportQueue, chat: Chat, context: ChangeContext): Changes {
  const { waitingSince } = chat;
  return {
    ...waiting(context),
    ...(waitingSince !== undefined && { waitingSince: isoTime(waitingSince) }),
    queueId: id,
    queueName: name,
    companyId: company.id,
    companyName: company.name,
  };
}

/** A chat that waits has nobody, and nobody who asks for help with it. */
function waiting({ form, now }: ChangeContext): Changes {
  return {
    ...noTransfer,
    ...noAssist,
    status: form.statuses.pending,
    assigneeId: null,
    assigneeName: null,
    waitingSince: isoTime(now),
    handledSince: null,
  };
}

function declining(chat: Chat, context: ChangeContext): Changes {
  const from = chat.transfer?.from;
  if (from === undefined) return waiting(context);
  return { ...noTransfer, status: context.form.statuses.assigned, assigneeId: from.id, assigneeName: from.name };
}

function since({ handledSince }: Chat, now: number): string {
  return isoTime(handledSince ?? now);
}

/** Without the fields that it does not have or that its server sets. */
function valuesOf({ fields, readOnly = [] }: ChatForm, changes: Changes): Values {
  const values: Record<string, string | null> = {};
  for (const [field, value] of Object.entries(changes) as [ChatField, string | null][]) {
    const name = fields[field];
    if (name !== undefined && !readOnly.includes(field)) values[name] = value;
  }
  return values;
}
