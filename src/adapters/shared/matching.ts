import type { Agent, AgentQuery, Chat, ChatQuery, Viewer } from '../../contract/index.js';
import { isMine } from './permissions.js';

/** What a query looks at of a chat. */
export type QueriedChat = Pick<Chat, 'status' | 'company' | 'queue' | 'assignee' | 'participants'>;

/**
 * Whether a chat belongs into a view of this viewer (Q1 to Q3). Who may see the floor, and which companies there are for
 * them, is the backend's to say (Q4).
 */
export function matchesChat(query: ChatQuery, chat: QueriedChat, viewer: Pick<Viewer, 'id'>): boolean {
  const { view, companies, queues } = query;
  if (chat.status === 'closed') return false;
  // A record that no guard has seen yet may lack its company.
  if (companies?.includes(chat.company?.id) === false) return false;
  if (queues?.includes(chat.queue?.id ?? null) === false) return false;
  return view === 'floor' || isMine(viewer, chat);
}

/**
 * Whether an agent takes chats of the named companies or queues (Q5). `companies` are the ids of those that the agent works
 * for; who works for none in particular takes chats of every one. Who has no queue is in the bucket "no queue".
 */
export function matchesAgent(query: AgentQuery, agent: Pick<Agent, 'queues'>, companies: readonly string[]): boolean {
  const { companies: asked, queues } = query;
  if (asked?.length === 0) return false;
  if (companies.length > 0 && asked?.some((id) => companies.includes(id)) === false) return false;
  if (agent.queues.length === 0) return queues?.includes(null) ?? true;
  return queues === undefined || agent.queues.some(({ id }) => queues.includes(id));
}
