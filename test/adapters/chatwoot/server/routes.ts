import type { ChatwootState } from './chatwoot.js';
import { renderConversation, renderMessage, renderProfile, renderTeam, renderUser } from './render.js';
import { INBOX, type Conversation, type User } from './state.js';

export interface Asked {
  readonly state: ChatwootState;
  readonly user: User;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** The parts of the path that the route leaves open. */
  readonly ids: readonly string[];
}

/** An answer: a body with 200, or a status of its own. */
export type Answer = { readonly body: unknown } | { readonly status: number; readonly body: unknown };

type Route = readonly [method: string, path: RegExp, answer: (asked: Asked) => Answer];

/** `CONVERSATION_RESULTS_PER_PAGE`, and messages per page. */
export const PAGE = 25;
const MESSAGES = 20;

const unauthorized: Answer = { status: 401, body: { error: 'You are not authorized to do this action' } };
const notFound: Answer = { status: 404, body: { error: 'Resource could not be found' } };

/** The calls that the adapter makes, by Chatwoot's controllers. */
export const routes: readonly Route[] = [
  ['GET', /^v1\/profile$/, ({ user }) => ({ body: renderProfile(user) })],
  ['GET', /^v1\/accounts\/1\/conversations$/, listConversations],
  ['GET', /^v1\/accounts\/1\/conversations\/([^/]+)$/, onConversation(renderOne)],
  ['POST', /^v1\/accounts\/1\/conversations\/([^/]+)\/assignments$/, onConversation(assign)],
  ['POST', /^v1\/accounts\/1\/conversations\/([^/]+)\/toggle_status$/, onConversation(toggleStatus)],
  ['POST', /^v1\/accounts\/1\/conversations\/([^/]+)\/custom_attributes$/, onConversation(setAttributes)],
  ['GET', /^v1\/accounts\/1\/conversations\/([^/]+)\/participants$/, onConversation(participants)],
  ['POST', /^v1\/accounts\/1\/conversations\/([^/]+)\/participants$/, onConversation(join)],
  ['DELETE', /^v1\/accounts\/1\/conversations\/([^/]+)\/participants$/, onConversation(leave)],
  ['GET', /^v1\/accounts\/1\/conversations\/([^/]+)\/messages$/, onConversation(listMessages)],
  ['POST', /^v1\/accounts\/1\/conversations\/([^/]+)\/messages$/, onConversation(write)],
  ['GET', /^v1\/accounts\/1\/agents$/, ({ state }) => ({ body: state.users.map(renderUser) })],
  ['PATCH', /^v1\/accounts\/1\/agents\/([^/]+)$/, setAvailability],
  ['GET', /^v1\/accounts\/1\/assignable_agents$/, assignableAgents],
  ['GET', /^v1\/accounts\/1\/inboxes$/, inboxes],
  ['GET', /^v1\/accounts\/1\/teams$/, ({ state }) => ({ body: state.teams.map(renderTeam) })],
  ['GET', /^v1\/accounts\/1\/teams\/(\d+)\/team_members$/, teamMembers],
  ['GET', /^v2\/accounts\/1\/reports\/conversations\/$/, report],
];

function onConversation(answer: (asked: Asked, conversation: Conversation) => Answer): (asked: Asked) => Answer {
  return (asked) => {
    const conversation = asked.state.conversations.get(Number(asked.ids[0]));
    if (conversation === undefined) return notFound;
    return asked.state.sees(asked.user, conversation) ? answer(asked, conversation) : unauthorized;
  };
}

/** `ConversationFinder`. */
function listConversations({ state, user, query }: Asked): Answer {
  const type = query.get('conversation_type');
  const found = [...state.conversations.values()]
    .filter((one) => state.sees(user, one) && one.status === (query.get('status') ?? 'open'))
    .filter(({ participants: those }) => type !== 'participating' || those.has(user.id));
  const mine = found.filter(({ assignee }) => assignee === user.id);
  const assigned = found.filter(({ assignee }) => assignee !== null);
  const chosen = { me: mine, assigned }[query.get('assignee_type') ?? ''] ?? found;
  chosen.sort((a, b) => b.lastActivityAt - a.lastActivityAt || b.id - a.id);
  const start = (Number(query.get('page') ?? 1) - 1) * PAGE;
  const meta = {
    mine_count: mine.length,
    assigned_count: assigned.length,
    unassigned_count: found.length - assigned.length,
    all_count: found.length,
  };
  const payload = chosen.slice(start, start + PAGE).map((one) => renderConversation(one, state));
  return { body: { data: { meta, payload } } };
}

function renderOne({ state }: Asked, conversation: Conversation): Answer {
  return { body: renderConversation(conversation, state) };
}

/** `AssignmentsController`: the assignee wins where both are sent, and what is unknown is answered with 200 and null. */
function assign({ state, user, body }: Asked, conversation: Conversation): Answer {
  if ('assignee_id' in body) {
    const agent = state.assign(user, conversation, body['assignee_id'] as number | null);
    return { body: agent ? renderUser(agent) : null };
  }
  if (!('team_id' in body)) return { body: null };
  const team = state.setTeam(user, conversation, body['team_id'] as number);
  return { body: team ? renderTeam(team) : null };
}

function toggleStatus({ state, user, body }: Asked, conversation: Conversation): Answer {
  state.setStatus(user, conversation, body['status'] as Conversation['status']);
  const { status: current_status, id: conversation_id } = conversation;
  return { body: { meta: {}, payload: { success: true, current_status, conversation_id } } };
}

/** `ConversationCustomAttributesConcern`: replaces all of them, unless `merge` is said. */
function setAttributes({ state, user, body }: Asked, conversation: Conversation): Answer {
  const attributes = body['custom_attributes'] as Record<string, unknown>;
  if (Object.values(attributes).some(isTooLong)) return { status: 422, body: { message: 'Custom attributes length' } };
  state.setAttributes(user, conversation, attributes, body['merge'] === true);
  return { body: { custom_attributes: conversation.customAttributes } };
}

/** `JsonbAttributesLengthValidator`, which looks at the first level only. */
function isTooLong(value: unknown): boolean {
  return typeof value === 'string' ? value.length > 1_500 : typeof value === 'number' && value > 9_999_999_999;
}

/** `conversations/participants/show.json.jbuilder`. */
function participants({ state }: Asked, { participants: those }: Conversation): Answer {
  return { body: state.users.filter(({ id }) => those.has(id)).map(renderUser) };
}

/** `ParticipantsController`: pushes nothing. */
function join(asked: Asked, conversation: Conversation): Answer {
  for (const id of asked.body['user_ids'] as number[]) if (asked.state.user(id)) conversation.participants.add(id);
  return participants(asked, conversation);
}

function leave({ body }: Asked, conversation: Conversation): Answer {
  for (const id of body['user_ids'] as number[]) conversation.participants.delete(id);
  return { status: 200, body: undefined };
}

/** `MessageFinder`. */
function listMessages({ query }: Asked, conversation: Conversation): Answer {
  const before = Number(query.get('before') ?? Infinity);
  const found = conversation.messages.filter(({ id }) => id < before).slice(-MESSAGES);
  const payload = found.map((one) => renderMessage(one, conversation));
  return { body: { meta: { labels: [], contact_id: conversation.contact.id }, payload } };
}

function write({ state, user, body }: Asked, conversation: Conversation): Answer {
  const { content, private: isPrivate } = body;
  return { body: renderMessage(state.write(user, conversation, String(content), isPrivate === true), conversation) };
}

/** `UserPolicy#update?`. */
function setAvailability({ state, user, ids, body }: Asked): Answer {
  if (user.role !== 'administrator') return unauthorized;
  const agent = state.user(Number(ids[0]));
  if (agent === undefined) return notFound;
  agent.availability = body['availability'] as User['availability'];
  return { body: renderUser(agent) };
}

function assignableAgents({ state, query }: Asked): Answer {
  const inbox = Number(query.get('inbox_ids[]'));
  const able = state.users.filter((one) => one.role === 'administrator' || one.inboxes.includes(inbox));
  return { body: { payload: able.map(renderUser) } };
}

/** `InboxPolicy`: administrators see all, agents those that they are members of. */
function inboxes({ user }: Asked): Answer {
  const shown = Object.entries(INBOX).filter(([, id]) => user.role === 'administrator' || user.inboxes.includes(id));
  return { body: { payload: shown.map(([name, id]) => ({ id, name, channel_type: 'Channel::WebWidget' })) } };
}

function teamMembers({ state, ids }: Asked): Answer {
  const { members = [] } = state.team(Number(ids[0])) ?? {};
  return { body: state.users.filter(({ id }) => members.includes(id)).map(renderUser) };
}

/** `V2::ReportBuilder#live_conversations`, in pages of 25 agents, for administrators only. */
function report({ state, user, query }: Asked): Answer {
  if (user.role !== 'administrator') return unauthorized;
  const start = (Number(query.get('page') ?? 1) - 1) * 25;
  const open = [...state.conversations.values()].filter(({ status }) => status === 'open');
  const body = state.users.slice(start, start + 25).map(({ id, name, availability }) => {
    const own = open.filter(({ assignee }) => assignee === id).length;
    return { id, name, email: '', thumbnail: '', availability, metric: { open: own, unattended: 0 } };
  });
  return { body };
}
