import type { Chat } from '../../contract/index.js';
import type { MessageKey } from '../shared/texts/texts.js';
import { actionsCell, assistCell, nameCell, requesterCell, statusCell, timeCell, type CellFactory } from './cells.js';

export type ColumnKey =
  'assist' | 'requester' | 'status' | 'agent' | 'company' | 'queue' | 'queueTime' | 'sessionTime' | 'actions';

type PlainTextKey = Extract<MessageKey, `grid.column.${ColumnKey}`>;

export interface Column {
  readonly key: ColumnKey;
  readonly header: PlainTextKey;
  /** The value that the column is sorted by; ascending unless `longestFirst`. */
  readonly sortKey?: (chat: Chat) => number | string;
  /** A first click sorts descending. */
  readonly longestFirst?: boolean;
  readonly cell: CellFactory;
}

/** In the order of the original dashboard. */
export const columns: readonly Column[] = [
  { key: 'assist', header: 'grid.column.assist', cell: assistCell },
  {
    key: 'requester',
    header: 'grid.column.requester',
    sortKey: (chat) => nameKey(chat.requester.name),
    cell: requesterCell,
  },
  { key: 'status', header: 'grid.column.status', sortKey: statusKey, cell: statusCell },
  {
    key: 'agent',
    header: 'grid.column.agent',
    sortKey: (chat) => nameKey(chat.assignee?.name),
    cell: nameCell((chat) => chat.assignee),
  },
  {
    key: 'company',
    header: 'grid.column.company',
    sortKey: (chat) => nameKey(chat.company.name),
    cell: nameCell((chat) => chat.company),
  },
  {
    key: 'queue',
    header: 'grid.column.queue',
    sortKey: (chat) => nameKey(chat.queue?.name),
    cell: nameCell((chat) => chat.queue),
  },
  {
    key: 'queueTime',
    header: 'grid.column.queueTime',
    sortKey: queueTimeKey,
    longestFirst: true,
    cell: timeCell('queue'),
  },
  {
    key: 'sessionTime',
    header: 'grid.column.sessionTime',
    sortKey: sessionTimeKey,
    longestFirst: true,
    cell: timeCell('session'),
  },
  { key: 'actions', header: 'grid.column.actions', cell: actionsCell },
];

/** Upper and lower case together, accents beside their letter, no name last. */
function nameKey(name: string | undefined): string {
  return name === undefined ? '\uffff' : name.normalize('NFD').toLowerCase();
}

const statusOrder = { pending: 0, transferred: 1, assigned: 2, closed: 3 } as const;

function statusKey(chat: Chat): number {
  return statusOrder[chat.status];
}

/** Greater than any time in milliseconds that a chat can have waited. */
const running = 1e15;

/** Larger is longer, and running before stopped; a key must not change while time passes. */
function queueTimeKey({ waitingSince, handledSince, openedAt }: Chat): number {
  if (waitingSince !== undefined) return running - waitingSince;
  return handledSince === undefined ? -1 : handledSince - openedAt;
}

function sessionTimeKey({ waitingSince, handledSince }: Chat): number {
  return handledSince === undefined || waitingSince !== undefined ? -1 : running - handledSince;
}
