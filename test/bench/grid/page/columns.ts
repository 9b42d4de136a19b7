import type { Chat } from '../../../../src/contract/index.js';
import { breachKey } from './order.js';

export interface BenchColumn {
  readonly key: string;
  readonly title: string;
  /** Pixels. */
  readonly width: number;
  readonly text: (chat: Chat) => string;
}

/** Pixels. */
export const ROW_HEIGHT = 36;

const digits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** Of the day, UTC. */
function timeText(time: number): string {
  const seconds = Math.floor(time / 1000) % 86_400;
  return `${digits[Math.floor(seconds / 3600)]}:${digits[Math.floor(seconds / 60) % 60]}:${digits[seconds % 60]}`;
}

/** What every contender shows that has no columns of its own. */
export const columns: readonly BenchColumn[] = [
  { key: 'flag', title: 'Flag', width: 60, text: (chat) => (chat.assist ? 'Help' : '') },
  { key: 'requester', title: 'Requester', width: 200, text: (chat) => chat.requester.name },
  { key: 'issue', title: 'Issue', width: 250, text: (chat) => chat.issue },
  { key: 'status', title: 'Status', width: 90, text: (chat) => chat.status },
  { key: 'agent', title: 'Agent', width: 150, text: (chat) => chat.assignee?.name ?? '–' },
  { key: 'company', title: 'Company', width: 130, text: (chat) => chat.company.name },
  { key: 'queue', title: 'Queue', width: 130, text: (chat) => chat.queue?.name ?? '–' },
  { key: 'opened', title: 'Opened', width: 80, text: (chat) => timeText(chat.openedAt) },
  { key: 'since', title: 'Since', width: 80, text: (chat) => timeText(chat.waitingSince ?? chat.handledSince ?? 0) },
  { key: 'breach', title: 'Breach', width: 80, text: (chat) => timeText(breachKey(chat)) },
  { key: 'messages', title: 'Messages', width: 60, text: (chat) => String(chat.messageCount ?? 0) },
  { key: 'last', title: 'Last message', width: 90, text: (chat) => timeText(chat.lastMessageAt ?? 0) },
];
