import type { Chat, Named } from '../../contract/index.js';
import {
  actionsCell,
  assistCell,
  nameCell,
  requesterCell,
  statusCell,
  timeCell,
  type CellContent,
  type ClockName,
} from './cells.js';

export type ColumnKey =
  'assist' | 'requester' | 'status' | 'agent' | 'company' | 'queue' | 'queueTime' | 'sessionTime' | 'actions';

export interface Column {
  readonly key: ColumnKey;
  /** The value that the column is sorted by; ascending unless it is of a clock. */
  readonly sortKey?: (chat: Chat) => number | string;
  /** A first click sorts the longest time first. */
  readonly clock?: ClockName;
  /** Of the width that others leave; absent where `size` is given, a CSS length. */
  readonly share?: number;
  readonly size?: string;
  readonly cell: CellContent;
}

/**
 * In the order of the original dashboard. The text of a header is `grid.column.<key>`. The first and the last stay where
 * they are; all others can be moved and sorted by.
 */
export const columns: readonly Column[] = [
  { key: 'assist', size: '38px', cell: assistCell },
  { key: 'requester', share: 3.4, sortKey: (chat) => nameKey(chat.requester), cell: requesterCell },
  { key: 'status', share: 1.6, sortKey: (chat) => statusOrder[chat.status], cell: statusCell },
  nameColumn('agent', 1.3, (chat) => chat.assignee),
  nameColumn('company', 1.1, (chat) => chat.company),
  nameColumn('queue', 1.3, (chat) => chat.queue),
  { key: 'queueTime', size: '7.6em', sortKey: queueTimeKey, clock: 'queue', cell: timeCell('queue') },
  { key: 'sessionTime', size: '8.4em', sortKey: sessionTimeKey, clock: 'session', cell: timeCell('session') },
  { key: 'actions', size: '40px', cell: actionsCell },
];

function nameColumn(key: ColumnKey, share: number, select: (chat: Chat) => Named | undefined): Column {
  return { key, share, sortKey: (chat) => nameKey(select(chat)), cell: nameCell(select) };
}

/** Upper and lower case together, accents beside their letter, no name last. */
function nameKey(named: Named | undefined): string {
  return named ? named.name.normalize('NFD').toLowerCase() : '\uffff';
}

const statusOrder = { pending: 0, transferred: 1, assigned: 2, closed: 3 } as const;

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
