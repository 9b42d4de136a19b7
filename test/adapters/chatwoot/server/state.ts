/** What the server keeps. Shapes and rules are those of Chatwoot's own source, named where they are rendered. */
export interface User {
  readonly id: number;
  readonly name: string;
  role: 'administrator' | 'agent';
  availability: 'online' | 'busy' | 'offline';
  /** Sees only what one of these brings; administrators see everything. */
  readonly inboxes: readonly number[];
  /** Empty: signed out. */
  token: string;
}

export interface Team {
  readonly id: number;
  readonly name: string;
  readonly members: readonly number[];
  allowAutoAssign: boolean;
}

export interface StoredMessage {
  readonly id: number;
  readonly type: 0 | 1 | 2 | 3;
  readonly content: string;
  readonly private: boolean;
  /** Seconds. */
  readonly at: number;
  readonly sender?: { readonly id: number; readonly name: string; readonly type: 'user' | 'contact' };
}

export interface Conversation {
  readonly id: number;
  readonly inbox: number;
  readonly contact: { readonly id: number; readonly name: string; readonly email: string };
  status: 'open' | 'resolved' | 'pending' | 'snoozed';
  assignee: number | null;
  team: number | null;
  customAttributes: Record<string, unknown>;
  readonly additionalAttributes: Readonly<Record<string, unknown>>;
  readonly participants: Set<number>;
  readonly messages: StoredMessage[];
  /** Seconds. */
  readonly createdAt: number;
  lastActivityAt: number;
  waitingSince: number;
  firstReplyAt: number;
  /** To the microsecond. */
  updatedAt: number;
}

export const ACCOUNT = 1;
export const INBOX = { web: 11, shop: 12 } as const;
export const TEAM = { first: 21, second: 22, shop: 23 } as const;

/** Two supervisors (administrators), two agents of both inboxes, one who sees the shop only. */
export function people(): User[] {
  const both = [INBOX.web, INBOX.shop];
  return [
    { id: 1, name: 'Sue', role: 'administrator', availability: 'online', inboxes: both, token: 'token-1' },
    { id: 2, name: 'Col', role: 'administrator', availability: 'online', inboxes: both, token: 'token-2' },
    { id: 3, name: 'Ann', role: 'agent', availability: 'online', inboxes: both, token: 'token-3' },
    { id: 4, name: 'Bob', role: 'agent', availability: 'online', inboxes: both, token: 'token-4' },
    { id: 5, name: 'Out', role: 'agent', availability: 'online', inboxes: [INBOX.shop], token: 'token-5' },
  ];
}

export function teams(): Team[] {
  return [
    { id: TEAM.first, name: 'first line', members: [3, 4], allowAutoAssign: false },
    { id: TEAM.second, name: 'second line', members: [4], allowAutoAssign: false },
    { id: TEAM.shop, name: 'shop', members: [5], allowAutoAssign: false },
  ];
}
